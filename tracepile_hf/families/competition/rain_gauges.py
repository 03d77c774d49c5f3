"""Prefix sums: average rain over periods of days."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A weather station has written down the rain of n days in millimetres. Answer questions about the average of a period.

Input

The first line contains n and q (1 <= n <= 300, 1 <= q <= 300). The second line contains the rain of each day (0 to
100). Each of the next q lines contains l and r (1 <= l <= r <= n), the first and the last day of a period.

Output

For each question print the sum of the period and its average, rounded down to an integer.

Example

Input:
    5 3
    4 0 7 12 1
    1 5
    2 3
    4 4

Output:
    24 4
    7 3
    12 12
"""

CODE = """
n, q = map(int, input().split())
rain = list(map(int, input().split()))
pre = [0] * (n + 1)
for i in range(n):
    pre[i + 1] = pre[i] + rain[i]
for _ in range(q):
    l, r = map(int, input().split())
    s = pre[r] - pre[l - 1]
    print(s, s // (r - l + 1))
"""


def generate(random: Random, size: int) -> str:
    rain = [random.choice((0, random.randint(0, 30))) for _ in range(size)]
    periods = [sorted(random.choices(range(1, size + 1), k=2)) for _ in range(size)]
    return lines((size, size), rain, *periods)


def oracle(stdin: str) -> str:
    n, q, *rest = map(int, stdin.split())
    answers = []
    for first, last in zip(rest[n::2], rest[n + 1 :: 2], strict=True):
        days = [rest[day] for day in range(n) if first <= day + 1 <= last]
        answers.append((sum(days), sum(days) // len(days)))
    assert len(answers) == q
    return lines(*answers)


FAMILY = script_family(
    name="rain_gauges",
    title="Average rain over periods of days",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=300,
)
