# category: secrets | expected: contained: no descriptor of a supervisor's is there
import os
for fd in range(3, 300):
    try: os.fstat(fd)
    except OSError: continue
    if fd != 3: print("PWNED descriptor", fd)
    try: print(os.read(fd, 100))
    except OSError as e: print(fd, type(e).__name__)
try: print(os.listdir("/proc/self/fd"))
except OSError: pass
