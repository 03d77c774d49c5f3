from array import array
def f(data):
    buf = bytearray(data)
    for i in range(len(buf)):
        buf[i] ^= 1
    buf[-1] = 0
    buf += b"zz"
    view = bytes(buf)
    a = array("i")
    for b in buf[:3]:
        a.append(b * 2)
    a[1] -= 5
    a.insert(0, 9)
    last = a.pop()
    return view, buf.hex(), a.tolist(), last, len(a), 9 in a, buf.find(b"z")
# call: f(b"abc")
