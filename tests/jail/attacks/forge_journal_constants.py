# category: forgery | expected: refused: the journal's append found among the constants of instrumented code
import inspect
def f(n):
    return n + 1
consts = dict(inspect.getmembers(f))["__code__"].co_consts
for c in consts:
    if callable(c):
        for x in (7, "FORGED_EVENT", ["k", "FORGED_EVENT"]):
            try: c(x)
            except BaseException: pass
print(f(1))
