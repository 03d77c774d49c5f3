"""Simulation: waiting times at the counters of a bakery."""

from __future__ import annotations

from itertools import accumulate
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A bakery has k counters. Customers arrive one after the other; each goes to the counter that becomes free first (the
one with the smallest number if there are several) and is served there for a while. Nobody overtakes.

Input

The first line contains n and k (1 <= n <= 200, 1 <= k <= 10). Each of the next n lines contains the second of arrival
(in ascending order, at most 10^5) and the seconds of service (1 to 600).

Output

Print the waiting time of each customer on one line, then the second at which the last customer leaves and the number
of the counter that served most customers (the smallest one if there are several).

Example

Input:
    4 2
    0 10
    2 3
    3 5
    4 1

Output:
    0 0 2 6
    11 1
"""

CODE = """
import heapq


def main():
    n, k = map(int, input().split())
    free = [(0, c) for c in range(1, k + 1)]
    served = [0] * (k + 1)
    waits = []
    last = 0
    for _ in range(n):
        arrival, service = map(int, input().split())
        ready, c = heapq.heappop(free)
        start = max(arrival, ready)
        waits.append(start - arrival)
        end = start + service
        last = max(last, end)
        served[c] += 1
        heapq.heappush(free, (end, c))
    print(*waits)
    print(last, served.index(max(served)))


main()
"""


def generate(random: Random, size: int) -> str:
    counters = random.randint(1, 3)
    arrivals = accumulate(random.randint(0, 5) for _ in range(size))
    customers = [(arrival, random.randint(1, 5 * counters)) for arrival in arrivals]
    return lines((size, counters), *customers)


def oracle(stdin: str) -> str:
    (_, k), *customers = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    busy = [0] * k  # the second from which each counter is free
    served, waits = [0] * k, []
    for arrival, service in customers:
        counter = busy.index(min(busy))
        waits.append(max(0, busy[counter] - arrival))
        busy[counter] = arrival + waits[-1] + service
        served[counter] += 1
    return lines(waits, (max(busy), 1 + served.index(max(served))))


FAMILY = script_family(
    name="bakery_counters",
    title="Waiting times at the counters of a bakery",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
)
