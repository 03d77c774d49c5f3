# category: native | expected: contained: deep nesting in C code only kills the run
import sys, json, ast, pickle, re, copy
sys.setrecursionlimit(10 ** 8)
try: sys.set_int_max_str_digits(0)
except AttributeError: pass
deep = []
for _ in range(300000): deep = [deep]
for f in (repr, json.dumps, copy.deepcopy, pickle.dumps, lambda d: json.loads("[" * 300000), lambda d: ast.literal_eval("(" * 3000), lambda d: re.compile("(" * 3000 + ")" * 3000),
          lambda d: compile("-" * 100000 + "1", "x", "eval"), lambda d: d == copy.copy(d), lambda d: int("9" * 10 ** 6)):
    try: f(deep); print("did")
    except BaseException as e: print(type(e).__name__)
