# category: forgery | expected: refused: the frame of a traceback through its descriptor
import types
try: 1 / 0
except ZeroDivisionError as e: tb = e.__traceback__
f = types.TracebackType.__dict__["tb_frame"].__get__(tb)
while f: print("FORGED_EVENT"); f = f.f_back
