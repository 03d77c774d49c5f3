# category: signal | expected: contained: no signal reaches anybody else
import os, signal, posix
me = os.getpid(); parent = os.getppid()
targets = [parent, 1, -1, 0, -parent, -1 * os.getpgrp() if os.getpgrp() != me else parent] + list(range(2, 60))
for t in targets:
    if t in (me, 0): continue
    for s in (signal.SIGSTOP, signal.SIGKILL):
        for f in (os.kill, posix.kill):
            try: f(t, s); print("sent", t)
            except BaseException: pass
for g in (parent, 1):
    try: os.killpg(g, 9)
    except BaseException: pass
    try: signal.pidfd_send_signal(os.pidfd_open(g), 9)
    except BaseException: pass
