from collections import ChainMap
a = {"x": 1}
b = {"x": 2, "y": 3}
c = ChainMap(a, b)
print(c["x"], c["y"], "z" in c, len(c))
c["y"] = 9
print(a, b, c)
d = c.new_child()
d["q"] = 1
print(d.parents["x"], sorted(d), dict(d))
del c["y"]
try:
    del c["nope"]
except KeyError as e:
    print(e)
print(c.get("k", 5), c.maps)
