from collections import defaultdict, Counter, OrderedDict
seen = defaultdict(int)
order = []
for w in "a b a c".split():
    if w not in seen:
        order.append(w)
    seen[w] += 1
c = Counter("abca")
o = OrderedDict([("x", 1)])
flag = "x" in o and "q" not in c
k = 0
while k in (0, 1) and "b" in seen:
    k += 1
print(order, flag, k, "a" in c, c.most_common(1), len(seen), seen == {"a": 2, "b": 1, "c": 1})
