# category: forgery | expected: refused: many threads asking at once
import sys, threading, collections
sys.setswitchinterval(1e-6)
def named():
    while True: collections.namedtuple("A", "x")
for _ in range(4): threading.Thread(target=named, daemon=True).start()
for _ in range(100):
    f = sys._getframe()
    while f: print("FORGED_EVENT"); f = f.f_back
