"""Number theory: lockers whose number has exactly k prime divisors."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A row of lockers is numbered from 1 to n. A janitor marks each locker once for every different prime number that
divides its number. Which lockers from number m on have exactly k marks?

Input

The only line contains m, n and k (1 <= m <= n <= 2000, 0 <= k <= 4).

Output

Print how many of these lockers have exactly k marks, and the largest such number (0 if there is none).

Example

Input:
    5 20 2

Output:
    7 20
"""

CODE = """
m, n, k = map(int, input().split())
marks = [0] * (n + 1)
for p in range(2, n + 1):
    if marks[p] == 0:
        for x in range(p, n + 1, p):
            marks[x] += 1
found = [x for x in range(m, n + 1) if marks[x] == k]
print(len(found), max(found, default=0))
"""


def generate(random: Random, size: int) -> str:
    last = random.randint(max(1, size - 4), min(2000, size + 20))
    return lines((random.randint(1, (last + 1) // 2), last, random.choice((1, 1, 2, 2, 2))))


def oracle(stdin: str) -> str:
    m, n, k = map(int, stdin.split())
    found = [number for number in range(m, n + 1) if _distinct(number) == k]
    return f"{len(found)} {max(found, default=0)}"


def _distinct(number: int) -> int:
    primes, divisor = set(), 2
    while number > 1:
        if number % divisor:
            divisor += 1
        else:
            primes.add(divisor)
            number //= divisor
    return len(primes)


FAMILY = script_family(
    name="locker_primes",
    title="Lockers whose number has exactly k prime divisors",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=15,
    max_size=2000,
)
