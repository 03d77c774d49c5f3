import threading
from threading import Lock, RLock, Semaphore, Event, Thread
class Account:
    def __init__(self):
        self.lock = Lock()
        self.total = 0
    def add(self, n):
        with self.lock:
            self.total += n
            print(self.lock.locked())
a = Account()
for i in range(3):
    t = Thread(target=a.add, args=(i,))
    t.start()
    t.join()
print(a.total)
r = RLock()
with r:
    with r:
        print("in")
s = Semaphore(2)
with s:
    print("sem")
e = Event()
print(e.is_set())
e.set()
print(e.is_set())
l = Lock()
l.acquire()
print(l.acquire(False), l.acquire(blocking=False))
l.release()
