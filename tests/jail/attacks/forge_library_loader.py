# category: forgery | expected: refused: the importer fed with code of the program's own
import sys, marshal
evil = b"c" + marshal.dumps(compile("print('FORGED_EVENT')", "x", "exec"))
for finder in sys.meta_path:
    if hasattr(finder, "_blob"):
        finder._blob = evil; finder._index["evilmod"] = (0, len(evil), False, "x")
import evilmod
