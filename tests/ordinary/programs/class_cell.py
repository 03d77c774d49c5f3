class A:
    kind = "a"
    def __init__(self):
        self.n = __class__.kind
    @classmethod
    def make(cls):
        return cls()
    @staticmethod
    def who():
        return __class__.__name__
class B(A):
    kind = "b"
    def m(self):
        f = lambda: __class__.__name__
        return f() + self.n + __class__.who()
print(B().m(), B.make().n, A.who())
