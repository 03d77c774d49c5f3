# category: forgery | expected: refused: asking at the edge of the stack, where the hook itself has no room
import sys
got = []
def dive():
    try: dive()
    except RecursionError: pass
    try: got.append(sys._getframe())
    except RecursionError: pass
sys.setrecursionlimit(120)
dive()
sys.setrecursionlimit(1000)
for f in got:
    while f: print("FORGED_EVENT"); f = f.f_back
