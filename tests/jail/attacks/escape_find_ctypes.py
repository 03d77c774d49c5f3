# category: native | expected: refused: ctypes by every door
import sys, importlib.machinery, importlib.util
try:
    import _imp
    spec = importlib.machinery.ModuleSpec("_ctypes", None, origin="/usr/lib/python3/lib-dynload/_ctypes.so")
    print(_imp.create_dynamic(spec)); print("PWNED create_dynamic")
except BaseException as e: print(type(e).__name__)
for loader in (importlib.machinery.ExtensionFileLoader,):
    try: loader("_ctypes", "x.so").create_module(importlib.machinery.ModuleSpec("_ctypes", None)); print("PWNED")
    except BaseException as e: print(type(e).__name__)
import _ctypes
print("PWNED ctypes")
