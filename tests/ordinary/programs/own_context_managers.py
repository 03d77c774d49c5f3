from contextlib import ExitStack, closing, redirect_stdout, AbstractContextManager, contextmanager
import io
class Res(AbstractContextManager):
    def __init__(self, n):
        self.n = n
        self.open = True
    def __exit__(self, *a):
        self.open = False
        print("close", self.n)
    def close(self):
        self.open = False
def f():
    with ExitStack() as st:
        rs = [st.enter_context(Res(i)) for i in range(2)]
        print([r.open for r in rs])
    with Res(9) as r, Res(8):
        x = r.n
    return x, [r.open for r in rs]
# call: f()
