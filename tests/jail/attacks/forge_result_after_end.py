# category: forgery | expected: nothing counts after the end record
import threading, os, time
def late():
    while True: os.write(3, b"FORGED_RESULT" * 10)
threading.Thread(target=late, daemon=True).start()
time.sleep(0.05)
