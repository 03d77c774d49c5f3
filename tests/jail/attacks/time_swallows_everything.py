# category: time | expected: ended at the limit although every exception is swallowed
import sys
while True:
    try:
        while True:
            try: raise SystemExit
            finally: continue
    except BaseException: pass
