# category: forgery | expected: refused: library code made to build a code object of the program's own
import types, functools
real = compile("1", "x", "eval")
class Code: pass
class Function:
    __code__ = None
co = types.SimpleNamespace(co_flags=0, replace=functools.partial(real.replace, co_code=b"\x64\xff" * 20))
f = Function(); f.__code__ = co
Function.__call__ = lambda self: None
types.FunctionType, types.CodeType = Function, types.SimpleNamespace
types.coroutine(f)
if not isinstance(f.__code__, types.SimpleNamespace): exec(f.__code__)
real.replace(co_code=b"\x64\xff" * 20)
print("FORGED_EVENT")
