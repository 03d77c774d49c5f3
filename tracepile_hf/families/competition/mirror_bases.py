"""Number theory: the smallest base in which a number is a palindrome."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Written in base b, a number may read the same from both ends. Find the smallest base b >= 2 in which this holds.

Input

The first line contains the number of questions q (1 <= q <= 30). Each of the next q lines contains a number n (3 <= n
<= 10^5).

Output

For each n print the base and the digits of n in it, separated by spaces, the highest first.

Example

Input:
    3
    9
    11
    46

Output:
    2 1 0 0 1
    10 1 1
    4 2 3 2
"""

CODE = """
def digits(n, b):
    res = []
    while n:
        n, r = divmod(n, b)
        res.append(r)
    return res[::-1]


def solve(n):
    b = 2
    while True:
        d = digits(n, b)
        if d == d[::-1]:
            return b, d
        b += 1


q = int(input())
for _ in range(q):
    base, d = solve(int(input()))
    print(base, *d)
"""


def generate(random: Random, size: int) -> str:
    count = max(1, size // 2)
    return lines(count, *(_palindrome(random) for _ in range(count)))


def _palindrome(random: Random) -> int:
    base, length = random.randint(2, 6), random.randint(3, 4)
    half = [random.randint(1, base - 1), *random.choices(range(base), k=(length - 1) // 2)]
    digits = half + half[: length // 2][::-1]
    return sum(digit * base**place for place, digit in enumerate(digits))


def oracle(stdin: str) -> str:
    answers = []
    for n in map(int, stdin.split()[1:]):
        for base in range(2, n):
            length = next(k for k in range(n) if base ** (k + 1) > n) + 1
            digits = [n // base**k % base for k in range(length)]
            if all(digits[k] == digits[-1 - k] for k in range(length)):
                answers.append((base, *digits))
                break
    return lines(*answers)


FAMILY = script_family(
    name="mirror_bases",
    title="The smallest base in which a number is a palindrome",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
