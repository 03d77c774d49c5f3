# category: time | expected: ended at the limit, all threads of it
import threading
def spin():
    while True: pass
for _ in range(12): threading.Thread(target=spin).start()
