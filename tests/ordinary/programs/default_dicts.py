from collections import defaultdict, OrderedDict, Counter
g = defaultdict(set)
for a, b in [(1, 2), (2, 3)]:
    g[a].add(b)
    g[b].add(a)
print(2 in g, 9 in g, len(g), g.get(7), g == {1: {2}, 2: {1, 3}, 3: {2}})
if 4 not in g:
    g[4]
n = defaultdict(lambda: defaultdict(int))
n["x"]["y"] += 2
if "x" in n and n["x"]["y"] > 1:
    print(dict(n["x"]))
o = OrderedDict(a=1)
print("a" in o, o == {"a": 1}, Counter("aab") - Counter("a"), sum(Counter("aab").values()))
