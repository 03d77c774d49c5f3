# category: forgery | expected: classes and functions named as the recorder's own are the program's
class Order:
    def __init__(self, values): self.values = values
class Stop(BaseException): pass
class Journal(list): pass
class Liar(list):
    def __iter__(self): return iter(["FORGED_EVENT"])
    def __len__(self): return 0
    def __reduce__(self): return (print, ("FORGED_EVENT",))
x = Order(("o", ["o"])); y = Liar([1, 2]); s = {1, 2, 3}
try: raise Stop("no")
except BaseException as e: print(type(e).__name__)
