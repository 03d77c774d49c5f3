# category: forgery | expected: refused: an exception that carries a frame out of the library
import sys, types, collections
collections._sys = types.SimpleNamespace(intern=sys._getframe, _getframe=sys._getframe, modules=sys.modules)
collections.str = type("S", (), {"__new__": lambda c, *a: 0})
try: collections.namedtuple("A", ["x"])
except AttributeError as e:
    f = e.obj
    while f: print("FORGED_EVENT", f); f = f.f_back
