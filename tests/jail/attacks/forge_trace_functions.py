# category: forgery | expected: refused: trace and profile functions are handed every frame
import sys, threading
def look(frame, event, argument): print("FORGED_EVENT"); return look
threading.setprofile(look)
t = threading.Thread(target=len, args=("",)); t.start(); t.join()
sys.setprofile(look); sys.settrace(look)
