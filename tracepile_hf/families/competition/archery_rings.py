"""Geometry: points for arrows on a target."""

from __future__ import annotations

from math import hypot
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A target has its centre at (0, 0) and k rings: an arrow whose distance from the centre is at most r_i scores the
points of the innermost such ring. The innermost ring scores k points, the next one k - 1, the outermost one 1 point;
an arrow outside scores 0.

Input

The first line contains k and n (1 <= k <= 10, 1 <= n <= 200). The second line contains the radii in ascending order
(1 to 100). Each of the next n lines contains the coordinates of an arrow (-150 <= x, y <= 150).

Output

Print the points of each arrow on one line and their sum on the next line.

Example

Input:
    3 4
    2 5 9
    1 1
    3 4
    -7 6
    0 -5

Output:
    3 2 0 2
    7
"""

CODE = """
k, n = map(int, input().split())
radii = list(map(int, input().split()))
scores = []
for _ in range(n):
    x, y = map(int, input().split())
    for i, r in enumerate(radii):
        if x * x + y * y <= r * r:
            scores.append(k - i)
            break
    else:
        scores.append(0)
print(*scores)
print(sum(scores))
"""


def generate(random: Random, size: int) -> str:
    rings = random.randint(2, 4)
    radii = sorted(random.sample(range(2, 16), rings))
    arrows = [(random.randint(-11, 11), random.randint(-11, 11)) for _ in range(size)]
    if random.random() < 0.5:
        arrows[0] = (0, radii[-1])
    return lines((rings, size), radii, *arrows)


def oracle(stdin: str) -> str:
    _, radii, *arrows = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    scores = [sum(hypot(*arrow) <= radius + 1e-9 for radius in radii) for arrow in arrows]
    return lines(scores, sum(scores))


IDEA = (
    "The rings are tested from the inside out, so the first that holds the arrow gives the most points. "
    "Squares are compared, so that no root is needed."
)
INVARIANTS = (
    Invariant(
        "x * x + y * y <= r * r and k - i >= 1",
        "{x * x + y * y|calc} is at most {r} squared, so ring {i + 1} gives {k - i|# point}",
        line="scores.append(k - i)",
    ),
)


FAMILY = script_family(
    name="archery_rings",
    title="Points for arrows on a target",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
