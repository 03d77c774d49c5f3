class Pages:
    def __init__(self, n):
        self.n, self.i = n, 0
    def __iter__(self):
        return self
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration()
        return self.i
a = list(Pages(2))
b = 3 in Pages(2)
c = {x: x for x in Pages(2)}
d = dict.fromkeys(Pages(2), 0)
e = max(Pages(3), default=0)
f = [*Pages(1), *Pages(2)]
g = list(zip(Pages(2), "ab"))
h = "".join(map(str, Pages(3)))
i = any(x > 1 for x in Pages(2))
print(a, b, c, d, e, f, g, h, i)
