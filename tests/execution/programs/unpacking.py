a = b = c = []
a.append(1)
(x, y), z = (1, 2), 3
*init, last = "abcd"
head, *_ = range(3)
x, y = y, x
values = [0, 1, 2]
values[0], values[values[0]] = 1, 9
i = 0
i, values[i] = 1, "i"
d = {}
d["k"], d["m"] = d, []
d["m"].append(d["k"] is d)
del d["k"]
n = 5
n += 1
n -= 2
n *= 3
n //= 2
n **= 2
n %= 7
n <<= 2
n |= 1
n ^= 3
n &= 6
n >>= 1
f = 7
f /= 2
m = [[1], [2]]
m[0] += [5]
m[1][0] *= 10
text = "a"
text += "b"
t = 1, 2
t += (3,)
low, high = 0, 10
ok = low < n <= high != 3
chain = 1 < 2 > 0
nothing = None
value = nothing or [] or "default"
other = values and "yes"
label = "big" if n > 3 else "small"
neg = -n + +n - ~n
flag = not (n and not f)
if (size := len(values)) > 2 and size < 10:
    size = -size
print(a, b, c, x, y, z, init, last, head, values, i, d, n, f, m, text, t, ok, chain, value, other, label, neg, flag, size)
def args(a, /, b, *rest, c=3, **more):
    return a, b, rest, c, more


got = args(1, 2, 3, 4, c=5, d=6)
again = args(*[1, 2], **{"c": 9})


def default(x, cache={}):
    cache[x] = len(cache)
    return cache


default(1)
final = default("b")
print(got, again, final)
