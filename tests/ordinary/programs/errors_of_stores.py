from decimal import Decimal, InvalidOperation
from collections import deque
from array import array
tests = [lambda: [1][3], lambda: [].pop(), lambda: deque([1])[4], lambda: Decimal("q"), lambda: " ".join(7), lambda: "-".join([1]), lambda: array("i", [1]).append("x")]
for t in tests:
    try:
        t()
    except (IndexError, TypeError, ArithmeticError) as e:
        print(type(e).__name__)
xs = [1, 2]
d = deque([1])
b = bytearray(b"ab")
for c in (xs, d, b):
    try:
        c[7] = 1
    except IndexError as e:
        print(e)
    try:
        c["a"] = 1
    except TypeError as e:
        print(e)
xs[-1] = 2
xs[-1] = 5
try:
    xs[1:2] = 3
except TypeError as e:
    print(e)
