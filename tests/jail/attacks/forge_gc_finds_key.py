# category: forgery | expected: refused: the collector's lists lead to everything
import gc
for o in gc.get_objects():
    if "Harness" in type(o).__name__: print("FORGED_RESULT", o.report(b"FORGED_RESULT"))
