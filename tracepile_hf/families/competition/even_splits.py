"""Dynamic programming: splitting a number into even parts."""

from __future__ import annotations

import re
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A string of digits is cut into parts. Every part must be an even number of at most k digits, without leading zeros
(the part 0 alone is allowed). In how many ways can this be done?

Input

The first line contains k (1 <= k <= 4). The second line contains the digits, 1 to 40 of them.

Output

Print the number of ways and, if there is one, the smallest possible number of parts.

Example

Input:
    3
    420816

Output:
    9 2
"""

CODE = """
from functools import lru_cache

k = int(input())
s = input().strip()
n = len(s)


@lru_cache(maxsize=None)
def count(i):
    if i == n:
        return 1, 0
    ways, parts = 0, n + 1
    for j in range(i + 1, min(n, i + k) + 1):
        if s[i] == "0" and j > i + 1:
            break
        if int(s[j - 1]) % 2:
            continue
        w, p = count(j)
        ways += w
        parts = min(parts, p + 1)
    return ways, parts


ways, parts = count(0)
if ways:
    print(ways, parts)
else:
    print(0)
"""


def generate(random: Random, size: int) -> str:
    digits = random.choices("12346802468", k=size)
    if random.random() < 0.9:
        digits[-1] = random.choice("2468")
    return lines(random.randint(2, 4), "".join(digits))


def oracle(stdin: str) -> str:
    widest, digits = stdin.split()
    tails = {len(digits): [1] + [0] * len(digits)}  # from a position on: number of splits, by number of parts
    for start in reversed(range(len(digits))):
        by_parts = [0] * (len(digits) + 1)
        for stop in range(start + 1, min(len(digits), start + int(widest)) + 1):
            if re.fullmatch(r"[02468]|[1-9]\d*[02468]", digits[start:stop]):
                for parts, ways in enumerate(tails[stop][:-1]):
                    by_parts[parts + 1] += ways
        tails[start] = by_parts
    ways = sum(tails[0])
    return f"{ways} {next(parts for parts, some in enumerate(tails[0]) if some)}" if ways else "0"


FAMILY = script_family(
    name="even_splits",
    title="Splitting a number into even parts",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=40,
)
