"""Graphs: an order of courses that respects what must come before."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A student must take n courses, one at a time. Each of m rules says that course a must be taken before course b. At
every moment the student takes the course with the smallest number among those whose rules allow it.

Input

The first line contains n and m (1 <= n <= 60, 0 <= m <= 150). Each of the next m lines contains a and b (1 <= a, b <=
n, a != b).

Output

Print the order of the courses. If the student gets stuck, print instead STUCK and the number of courses taken until
then.

Example

Input:
    4 3
    3 1
    1 4
    3 2

Output:
    3 1 2 4
"""

CODE = """
import heapq

n, m = map(int, input().split())
after = [[] for _ in range(n + 1)]
waits = [0] * (n + 1)
for _ in range(m):
    a, b = map(int, input().split())
    after[a].append(b)
    waits[b] += 1
ready = [c for c in range(1, n + 1) if waits[c] == 0]
order = []
while ready:
    c = heapq.heappop(ready)
    order.append(c)
    for nxt in after[c]:
        waits[nxt] -= 1
        if not waits[nxt]:
            heapq.heappush(ready, nxt)
if len(order) == n:
    print(*order)
else:
    print("STUCK", len(order))
"""


def generate(random: Random, size: int) -> str:
    hidden = random.sample(range(1, size + 1), size)
    rules = []
    for _ in range(size + size // 4 if size > 1 else 0):
        first, second = sorted(random.sample(range(size), 2))
        rules.append((hidden[first], hidden[second]))
    if rules and random.random() < 0.2:
        first, second = random.choice(rules)
        rules.append((second, first))
    return lines((size, len(rules)), *rules)


def oracle(stdin: str) -> str:
    (n, _), *rules = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    taken: list[int] = []
    while len(taken) < n:
        open_now = [c for c in range(1, n + 1) if c not in taken and all(a in taken for a, b in rules if b == c)]
        if not open_now:
            return f"STUCK {len(taken)}"
        taken.append(open_now[0])
    return lines(taken)


FAMILY = script_family(
    name="course_order",
    title="An order of courses that respects what must come before",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
