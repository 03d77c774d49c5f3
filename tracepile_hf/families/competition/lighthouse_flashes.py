"""Number theory: the moment when two lighthouses flash together."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
One lighthouse flashes at second x and every a seconds after it, another one at second y and every b seconds after it.
When do they flash together for the first time?

Input

The first line contains the number of test cases t (1 <= t <= 5). Each of the next t lines contains a, x, b and y (1
<= a, b <= 60, 0 <= x, y <= 200).

Output

For each test case print the second of the first common flash, or NEVER.

Example

Input:
    3
    6 4 9 1
    4 0 6 3
    5 3 7 3

Output:
    10
    NEVER
    3
"""

CODE = """
def first_common(a, x, b, y):
    seen = set()
    t = x
    while t < y:
        t += a
    while (t - y) % b not in seen:
        if (t - y) % b == 0:
            return t
        seen.add((t - y) % b)
        t += a
    return "NEVER"


for _ in range(int(input())):
    a, x, b, y = map(int, input().split())
    print(first_common(a, x, b, y))
"""


def generate(random: Random, size: int) -> str:
    top = max(3, min(60, size + 2))
    tests = [
        (random.randint(2, top), random.randint(0, 20), random.randint(2, top), random.randint(0, 20)) for _ in range(3)
    ]
    return lines(3, *tests)


def oracle(stdin: str) -> str:
    answers: list[Row] = []
    for row in stdin.splitlines()[1:]:
        a, x, b, y = map(int, row.split())
        common = set(range(x, 4000, a)) & set(range(y, 4000, b))
        answers.append(min(common) if common else "NEVER")
    return lines(*answers)


FAMILY = script_family(
    name="lighthouse_flashes",
    title="The moment when two lighthouses flash together",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=60,
)
