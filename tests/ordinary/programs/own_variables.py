class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __eq__(self, other):
        return vars(self) == vars(other)
    def __repr__(self):
        return "P(" + ", ".join(f"{k}={v}" for k, v in self.__dict__.items()) + ")"
p = P(1, 2)
print(p, p == P(1, 2), len(vars(p)), "x" in p.__dict__)
def f(a, b=2, *rest, c=3, **more):
    total = a
    return dict(locals())
print(f(1, 5, 6, z=1))
class A: pass
class B(A): pass
print(B.__mro__[1].__name__, [k.__name__ for k in B.__mro__], B.__bases__, B().__class__.__mro__[0].__name__)
def g(x):
    y = 1
    def h():
        z = x + y
        return sorted(locals().items())
    return h()
print(g(4))
print("{a} {b}".format(**{"a": 1, "b": 2}))
def k(n):
    m = n * 2
    return "{n} {m}".format(**locals())
print(k(3))
