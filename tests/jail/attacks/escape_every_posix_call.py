# category: surface | expected: contained: every function of the posix module, with arguments that would hurt
import posix
world = "@WORLD@/app/data/"
names = [n for n in dir(posix) if not n.startswith(("_", "E", "W", "RTLD", "O_", "P_", "SCHED_")) and callable(getattr(posix, n))]
names.sort(key=lambda n: n in ("closerange", "close", "fdopen", "chroot", "unshare", "setns", "sched_setscheduler"))
skip = {"abort", "getrandom", "pathconf", "read", "readv", "wait", "wait3", "wait4", "waitid", "waitpid", "pause", "fork", "forkpty", "kill", "killpg"}
choices = [(), (world + "precious.txt",), (world,), ("@WORLD@/app/secret.txt", 0), (world + "new", 0o777), (1,), (0, 0), (3,),
           (world + "precious.txt", world + "moved"), (b"@WORLD@/app/app.py", 1, 1), (0, 1, 2), ("/bin/sh", ["sh"]),
           ("/bin/sh", ["sh", "-c", "echo x > " + world + "sh"], {}), (0x10000000,), (1, 2, 3, 4), ("tp_attack_name",), (-1,), (-1, 9)]
for n in names:
    if n in skip: continue
    for a in choices:
        if n in ("close", "dup2") and a[:1] == (1,): continue
        try: r = getattr(posix, n)(*a)
        except BaseException as e: continue
        if n in ("open", "memfd_create", "pidfd_open", "openpty", "pipe", "pipe2", "eventfd", "fork", "vfork"): print("PWNED" if n in ("openpty", "pidfd_open") else "", n, a, r)
