# category: time | expected: ended at the limit while waiting for nothing
import threading, select
l = threading.Lock(); l.acquire()
threading.Thread(target=l.acquire).start()
select.select([], [], [])
l.acquire()
