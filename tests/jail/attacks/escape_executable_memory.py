# category: native | expected: contained: no memory becomes code
import mmap
for prot in (7, 5, 4, 6):
    for flags in (0x22, 0x02, 0x21):
        try: m = mmap.mmap(-1, 4096, flags=flags, prot=prot); print("PWNED executable memory", prot)
        except BaseException as e: print(type(e).__name__)
try: mmap.mmap(0, 4096, flags=2, prot=5); print("PWNED executable input")
except BaseException as e: print(type(e).__name__)
