# category: time | expected: ended at the limit: threads that never end, callbacks that never return
import atexit, threading, weakref, sys
class K: pass
k = K(); weakref.finalize(k, lambda: [0 for _ in iter(int, 1)])
atexit.register(atexit.register, lambda: [0 for _ in iter(int, 1)])
threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()
threading._register_atexit(lambda: [0 for _ in iter(int, 1)])
