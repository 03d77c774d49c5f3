"""The big-stack idiom: a raised recursion limit, a thread with a large stack, memory kept in a default argument."""

import sys
import threading

sys.setrecursionlimit(10_000)
threading.stack_size(64 * 1024 * 1024)
seen = []


def depth(n, memo={}):
    if n in memo:
        return memo[n]
    if n == 0:
        return 0
    memo[n] = depth(n - 1) + 1
    return memo[n]


def main():
    seen.append(depth(40))
    seen.append(depth(45))


worker = threading.Thread(target=main)
worker.start()
worker.join()
print(seen)
