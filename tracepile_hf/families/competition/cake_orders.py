"""Greedy: cake orders with deadlines, one baked a day."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A baker makes one cake a day, starting on day 1. Order i pays p coins if its cake is baked on day d or before, and
nothing otherwise. Choose the orders to bake so that the income is as large as possible.

Input

The first line contains n (1 <= n <= 200). Each of the next n lines contains d and p (1 <= d <= n, 1 <= p <= 1000).

Output

Print the greatest income and the number of cakes baked for it.

Example

Input:
    5
    2 40
    1 30
    2 25
    3 10
    3 15

Output:
    85 3
"""

CODE = """
import heapq

n = int(input())
orders = []
for _ in range(n):
    d, p = map(int, input().split())
    orders.append((d, p))
orders.sort()
heap = []
for d, p in orders:
    heapq.heappush(heap, p)
    if len(heap) > d:
        heapq.heappop(heap)
print(sum(heap), len(heap))
"""


def generate(random: Random, size: int) -> str:
    latest = max(1, size * 2 // 3)
    return lines(size, *((random.randint(1, latest), random.randint(1, 60)) for _ in range(size)))


def oracle(stdin: str) -> str:
    _, *rest = map(int, stdin.split())
    orders = sorted(zip(rest[::2], rest[1::2], strict=True), key=lambda order: -order[1])
    days: dict[int, int] = {}  # the richest orders first, each on the latest free day
    for deadline, pay in orders:
        free = [day for day in range(1, deadline + 1) if day not in days]
        if free:
            days[free[-1]] = pay
    return f"{sum(days.values())} {len(days)}"


IDEA = (
    "As long as there are more orders than days until the deadline looked at, the cheapest of them has to "
    "go. What is left fits and brings the most."
)


FAMILY = script_family(
    name="cake_orders",
    title="Cake orders with deadlines, one baked a day",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=200,
    idea=IDEA,
)
