# category: signal | expected: contained: the pipes to the warden are only pipes
import fcntl, os
for fd in (0, 1, 2, 3):
    for command, argument in ((8, os.getppid()), (10, 9), (15, os.getppid()), (1031, 1 << 20), (1024, 1), (1026, 7), (1033, 15), (4, 0o22000)):
        try: fcntl.fcntl(fd, command, argument); print("allowed", fd, command)
        except OSError as e: pass
    for request in (0x5412, 0x5410, 0x8901, 0x8902, 0x5452):
        try: fcntl.ioctl(fd, request, b"\0" * 8); print("PWNED ioctl", fd, hex(request))
        except OSError: pass
print(fcntl.fcntl(1, 1032) if False else "end")
