# category: forgery | expected: an order of a set that is not its order
import random, os
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return int.from_bytes(os.urandom(4), "big")
    def __eq__(self, other): return os.urandom(1)[0] > 128
    def __repr__(self): return "FORGED_EVENT"
s = {H(i) for i in range(20)}
for x in s: print(x.n)
