# category: forgery | expected: refused: the recorder's own module found behind a method it put in the library
import threading
g = getattr(threading.Thread.start, "__globals__")
def evil(ended):
    ended["stdout"] = "FORGED_EVENT"; ended["journal"] = []; ended["result"] = "'FORGED_EVENT'"
    return old(ended)
if "_bytes" in g:
    old = g["_bytes"]; g["_bytes"] = evil
print("honest")
