"""Binary search: when a print shop finishes its posters."""

from __future__ import annotations

import heapq
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A print shop has n presses. Press i needs a_i minutes for a poster, and all presses start at the same moment and work
without a break. In how many minutes can k posters be finished?

Input

The first line contains n and k (1 <= n <= 100, 1 <= k <= 10^4). The second line contains a_1, ..., a_n (1 <= a_i <=
60).

Output

Print the smallest number of minutes and, on the next line, the number of posters each press has finished by then
(together these may be more than k).

Example

Input:
    3 8
    2 3 7

Output:
    9
    4 3 1
"""

CODE = """
def done(t):
    return sum(t // x for x in a)


n, k = map(int, input().split())
a = list(map(int, input().split()))
lo = 0
hi = min(a) * k
while hi - lo > 1:
    mid = (lo + hi) // 2
    if done(mid) >= k:
        hi = mid
    else:
        lo = mid
print(hi)
print(*[hi // x for x in a])
"""


def generate(random: Random, size: int) -> str:
    presses = [random.randint(2, 15) for _ in range(size)]
    return lines((size, random.randint(2 * size, 10 * size)), presses)


def oracle(stdin: str) -> str:
    n, posters, *presses = map(int, stdin.split())
    queue = [(minutes, press) for press, minutes in enumerate(presses)]
    heapq.heapify(queue)
    made = [0] * n
    clock = 0
    while sum(made) < posters or queue[0][0] == clock:  # everything that is finished in the same minute counts
        clock, press = heapq.heappop(queue)
        made[press] += 1
        heapq.heappush(queue, (clock + presses[press], press))
    return lines(clock, made)


FAMILY = script_family(
    name="print_shop",
    title="When a print shop finishes its posters",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
)
