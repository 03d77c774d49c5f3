"""Number theory: when the marks of several gears meet again."""

from __future__ import annotations

from collections import Counter
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Gears with different numbers of teeth turn together, one tooth at a time. At the start the mark of each gear points
up. After how many teeth do all marks point up again, and how often has each gear turned by then?

Input

The first line contains the number of gears n (1 <= n <= 12). The second line contains their numbers of teeth, each
from 2 to 60.

Output

Print the number of teeth and, on the next line, the number of full turns of each gear.

Example

Input:
    3
    4 6 10

Output:
    60
    15 10 6
"""

CODE = """
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


n = int(input())
teeth = list(map(int, input().split()))
lcm = 1
for x in teeth:
    lcm = lcm // gcd(lcm, x) * x
print(lcm)
print(*[lcm // x for x in teeth])
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.randint(2, 60) for _ in range(size)])


def oracle(stdin: str) -> str:
    teeth = [int(word) for word in stdin.split()[1:]]
    highest: Counter[int] = Counter()  # of every prime the highest power that divides a gear
    for gear in teeth:
        highest |= Counter(_primes(gear))
    total = 1
    for prime, power in highest.items():
        total *= prime**power
    return lines(total, [total // gear for gear in teeth])


def _primes(number: int) -> list[int]:
    for divisor in range(2, number + 1):
        if number % divisor == 0:
            return [divisor, *_primes(number // divisor)]
    return []


FAMILY = script_family(
    name="gear_marks",
    title="When the marks of several gears meet again",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
