from enum import Enum
class K(Enum):
    A = 1
    B = 2
def f(n):
    items = [(i, K.A if i % 2 else K.B) for i in range(n)]
    a = sorted(items, key=lambda p: (p[1] is K.B, -p[0]))
    b = list(map(lambda p: p[1] != K.A, items))
    c = next((p for p in items if p[1] == K.A), None)
    pick = lambda p: "a" if p[1] is K.A else "b"
    return a, b, c, pick(items[0])
# call: f(3)
