# category: surface | expected: contained: priorities, affinities and names stay as they are
import os
for f in (lambda: os.setpriority(os.PRIO_PROCESS, 0, -20), lambda: os.nice(-5), lambda: os.sched_setaffinity(os.getppid(), {0}), lambda: os.sched_setscheduler(0, 1, os.sched_param(99)),
          lambda: os.sethostname("x"), lambda: os.chroot("/"), lambda: os.setsid(), lambda: os.setpgid(os.getppid(), 0), lambda: os.setuid(0), lambda: os.initgroups("root", 0)):
    try: print("did", f())
    except BaseException as e: print(type(e).__name__)
