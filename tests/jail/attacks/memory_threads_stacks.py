# category: memory | expected: contained: the stacks of threads
import threading, time
ts = []
threading.stack_size(64 << 20)
try:
    while True:
        t = threading.Thread(target=time.sleep, args=(5,), daemon=True); t.start(); ts.append(t)
except BaseException as e:
    print(type(e).__name__, len(ts))
    if len(ts) > 64: print("PWNED", len(ts))
