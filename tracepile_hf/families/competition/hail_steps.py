"""Number theory: how a number rises and falls until it reaches one."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
From an even number a hailstone comes to its half, from an odd number x to 3x + k, where k is odd and fixed. It stops
when it reaches 1 or a number where it has been before, or after 15 steps.

Input

The first line contains the number of hailstones t (1 <= t <= 20). Each of the next t lines contains the starting
number and k (1 <= start <= 10^6, k = 1, 3 or 5).

Output

For each hailstone print the number of steps, the number where it stops, and the highest number reached.

Example

Input:
    2
    7 1
    6 3

Output:
    15 2 52
    3 6 12
"""

CODE = """
def follow(x, k):
    seen = {x}
    steps, top = 0, x
    while x != 1 and steps < 15:
        x = x // 2 if x % 2 == 0 else 3 * x + k
        steps += 1
        top = max(top, x)
        if x in seen:
            break
        seen.add(x)
    return steps, x, top


t = int(input())
while (t := t - 1) >= 0:
    print(*follow(*map(int, input().split())))
"""


def generate(random: Random, size: int) -> str:
    count = max(1, size // 2)
    return lines(count, *((random.randint(2, 12 * size), random.choice((1, 1, 3, 5))) for _ in range(count)))


def oracle(stdin: str) -> str:
    answers = []
    for row in stdin.splitlines()[1:]:
        start, k = map(int, row.split())
        path = [start]
        while path[-1] != 1 and path[-1] not in path[:-1] and len(path) <= 15:
            half, odd = divmod(path[-1], 2)
            path.append(half * 6 + 3 + k if odd else half)
        answers.append((len(path) - 1, path[-1], max(path)))
    return lines(*answers)


FAMILY = script_family(
    name="hail_steps",
    title="How a number rises and falls until it reaches one",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=20,
)
