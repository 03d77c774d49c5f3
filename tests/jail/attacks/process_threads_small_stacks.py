# category: process | expected: contained: many threads with tiny stacks are as few as others, whoever the user is
import _thread
import threading

threading.stack_size(32768)
gate = threading.Lock()
gate.acquire()
started = 0
try:
    for _ in range(3000):
        _thread.start_new_thread(gate.acquire, ())
        started += 1
except RuntimeError:
    pass
print("bounded" if started <= 128 else "PWNED threads", started)
