"""Number theory: drops of a fountain after a huge number of minutes."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A magic fountain throws up a drops in the first minute, and in each further minute a times as many as in the minute
before. How many drops come in minute n, and how many in the first n minutes together? Both numbers are wanted modulo
m.

Input

The first line contains the number of fountains t (1 <= t <= 4). Each of the next t lines contains a, n and m (1 <= a
<= 1000, 1 <= n <= 10^18, 2 <= m <= 10^6).

Output

For each fountain print the two numbers modulo m.

Example

Input:
    2
    3 5 100
    7 1000000000 13

Output:
    43 63
    9 5
"""

CODE = """
def power_and_sum(a, n, m):
    # returns a^n and a + a^2 + ... + a^n, both modulo m
    if n == 1:
        return a % m, a % m
    p, s = power_and_sum(a, n // 2, m)
    s = (s + p * s) % m
    p = p * p % m
    if n & 1:
        p = p * a % m
        s = (s + p) % m
    return p, s


for _ in range(int(input())):
    a, n, m = map(int, input().split())
    print(*power_and_sum(a, n, m))
"""


def generate(random: Random, size: int) -> str:
    tests = []
    for _ in range(2):
        exponent = random.randint(2 ** max(0, size - 2), 2**size)
        tests.append((random.randint(2, 30), min(exponent, 10**18), random.randint(10, 999)))
    return lines(2, *tests)


def oracle(stdin: str) -> str:
    answers = []
    for row in stdin.splitlines()[1:]:
        a, n, m = map(int, row.split())
        large = m * (a - 1)  # a geometric sum divided exactly, by keeping the divisor in the modulus
        total = n % m if a == 1 else (pow(a, n + 1, large) - a) % large // (a - 1) % m
        answers.append((pow(a, n, m), total))
    return lines(*answers)


FAMILY = script_family(
    name="fountain_power",
    title="Drops of a fountain after a huge number of minutes",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
