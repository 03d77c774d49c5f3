# category: forgery | expected: refused: hooks of the interpreter that are handed tracebacks
import sys, threading
def look(args):
    f = args.exc_traceback.tb_frame
    while f: print("FORGED_EVENT"); f = f.f_back
sys.unraisablehook = look; threading.excepthook = look
class D:
    def __del__(self): 1 / 0
D()
t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()
