# category: process | expected: contained: no process by any door
import os, posix
try:
    import _posixsubprocess as p
    r, w = 1, 2
    for n in range(18, 26):
        try: print("PWNED", p.fork_exec([b"/bin/sh", b"-c", b"echo x > @WORLD@/app/data/sh"], [b"/bin/sh"], *([None] * 2), *([-1] * 6), *([1] * 2), *([None] * (n - 12))))
        except BaseException as e: print(type(e).__name__, end=" ")
except ImportError as e: print(e)
for f in (lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "echo x > @WORLD@/app/data/sh"], {}), lambda: os.forkpty(), lambda: os.fork(),
          lambda: os.spawnl(os.P_NOWAIT, "/bin/sh", "sh"), lambda: os.popen("true").read(), lambda: __import__("pty").spawn("/bin/sh"),
          lambda: os.startfile("x"), lambda: __import__("multiprocessing").Pool(2), lambda: __import__("concurrent.futures").futures.ProcessPoolExecutor(2).submit(len, "").result(1)):
    try: print("did", f())
    except BaseException as e: print(type(e).__name__)
