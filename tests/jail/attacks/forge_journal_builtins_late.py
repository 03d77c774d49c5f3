# category: forgery | expected: builtins replaced at the last moment, when only the recorder is still to run
import builtins, atexit
real = {n: getattr(builtins, n) for n in ("len", "type", "isinstance", "dict", "list", "str", "getattr")}
def evil(n):
    def f(*a, **k):
        if n == "type" and len(a) == 1: return bool
        if n == "len": return 0
        return "FORGED_EVENT"
    return f
class Last:
    def __del__(self):
        for n in real: setattr(builtins, n, evil(n))
last = Last()
print("honest")
del last
