from array import array
b = bytearray(5)
b[1:3] = b"xy"
b += b"!"
b.extend([1, 2])
del b[0]
print(b, b[0], len(b), bytes(b[:2]), b.pop())
a = array("d", [0.5])
a.append(1.5)
a[0] = 2.5
a.extend([3.0])
for x in a:
    print(x)
print(sum(a), a.index(1.5), list(a), 2.5 in a)
