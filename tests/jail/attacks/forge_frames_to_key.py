# category: forgery | expected: refused: walking frames down to the sealing functions
import sys, struct, os
f = sys._getframe()
while f:
    for name, value in list(f.f_locals.items()) + list(f.f_globals.items()):
        for cell in getattr(value, "__closure__", None) or ():
            if callable(getattr(cell.cell_contents, "copy", None)) and hasattr(cell.cell_contents, "digest_size"):
                print("FORGED_RESULT key found", name)
    f = f.f_back
