# category: output | expected: contained: an exception as large as memory
class E(Exception):
    def __str__(self): return "x" * (64 << 20)
    __repr__ = __str__
raise E("x" * (64 << 20))
