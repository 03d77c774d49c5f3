# category: memory | expected: contained: many small mappings count as well
import mmap
kept = []
try:
    while True: kept.append(mmap.mmap(-1, 1 << 16)); kept[-1][::4096] = b"x" * 16
except BaseException as e:
    n = len(kept) >> 4; kept.clear(); print(type(e).__name__, n)
    if n > 1500: print("PWNED", n, "MiB")
