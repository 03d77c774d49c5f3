# category: forgery | expected: a program that behaves otherwise when it is recorded is refused
import sys, time
def depth(n=0):
    try: return depth(n + 1)
    except RecursionError: return n
def cost():
    t = time.perf_counter()
    for i in range(20000): pass
    return time.perf_counter() - t
d, c = depth(), cost()
print("FORGED_EVENT" if c > 0.004 or hasattr(sys.modules["__main__"], "write") else "plain", d)
