# category: forgery | expected: the record descriptor cannot be closed, replaced or parked
import os
for act in (lambda: os.close(3), lambda: os.dup2(1, 3), lambda: os.dup2(0, 3), lambda: os.closerange(3, 4)):
    try: act(); print("done")
    except OSError as e: print(type(e).__name__)
kept = os.dup(3)
try: os.dup2(1, 3)
except OSError: pass
import sys
sys._getframe()
os.dup2(kept, 3); print("FORGED_EVENT")
