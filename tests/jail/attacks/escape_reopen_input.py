# category: filesystem | expected: contained: standard input cannot be reopened, grown or made a store
import os, mmap
for act in (lambda: os.open("/proc/self/fd/0", os.O_RDWR), lambda: os.ftruncate(0, 1 << 32), lambda: os.posix_fallocate(0, 0, 1 << 30),
            lambda: os.pwrite(0, b"x" * (1 << 20), 0), lambda: os.write(0, b"x"), lambda: os.truncate(0, 1 << 32), lambda: os.fchmod(0, 0o777),
            lambda: os.sendfile(1, 0, 0, 1 << 20), lambda: os.copy_file_range(0, 0, 1 << 20), lambda: mmap.mmap(0, 1 << 30)):
    try: print("did", act())
    except BaseException as e: print(type(e).__name__)
if os.fstat(0).st_size > 1 << 20: print("PWNED", os.fstat(0).st_size)
