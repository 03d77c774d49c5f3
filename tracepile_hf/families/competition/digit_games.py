"""Number theory: how many steps a number takes to become a single digit."""

from __future__ import annotations

from functools import reduce
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
In each step a number is replaced by the sum of the squares of its digits if it is odd, and by the product of its
digits other than zero if it is even. The steps end at a single digit or at a number that has occurred before.

Input

The first line contains the number of questions q (1 <= q <= 50). Each of the next q lines contains a number from 1 to
10^9.

Output

For each number print the number of steps, the last number and the largest number met, the given one included. The
number that repeats an earlier one counts as the last number.

Example

Input:
    2
    35
    208

Output:
    3 2 35
    2 6 208
"""

CODE = """
def step(n):
    digits = [int(c) for c in str(n)]
    if n % 2:
        return sum(d * d for d in digits)
    prod = 1
    for d in digits:
        if d:
            prod *= d
    return prod


for _ in range(int(input())):
    n = int(input())
    met = [n]
    while met[-1] >= 10 and met[-1] not in met[:-1]:
        met.append(step(met[-1]))
    print(len(met) - 1, met[-1], max(met))
"""


def generate(random: Random, size: int) -> str:
    count = min(50, max(2, size // 2))
    return lines(
        count, *(random.randint(1, 10 ** random.randint(2, min(9, size))) if size > 1 else 7 for _ in range(count))
    )


def oracle(stdin: str) -> str:
    return lines(*(_played(int(word), (), 0) for word in stdin.split()[1:]))


def _played(number: int, before: tuple[int, ...], largest: int) -> str:
    largest = max(largest, number)
    if number < 10 or number in before:
        return f"{len(before)} {number} {largest}"
    digits, rest = [], number
    while rest:
        rest, digit = divmod(rest, 10)
        digits.append(digit)
    after = sum(d**2 for d in digits) if digits[0] % 2 else reduce(lambda a, b: a * b, filter(None, digits))
    return _played(after, (*before, number), largest)


FAMILY = script_family(
    name="digit_games",
    title="How many steps a number takes to become a single digit",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=50,
)
