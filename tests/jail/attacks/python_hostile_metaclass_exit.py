# category: exit | expected: contained; hostile exceptions do not hang the supervisor
class M(type):
    def __call__(cls, *a): raise SystemExit(cls)
    def __getattribute__(cls, n):
        if n == "__name__":
            while True: pass
        return super().__getattribute__(n)
class E(BaseException, metaclass=M):
    def __str__(self):
        while True: pass
    __repr__ = __str__
    @property
    def args(self):
        while True: pass
raise BaseException.__new__(E)
