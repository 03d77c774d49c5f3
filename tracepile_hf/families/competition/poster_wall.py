"""Geometry: how much of a wall is covered by posters."""

from __future__ import annotations

from collections import Counter
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Posters are glued onto a wall with their sides parallel to its edges; they may overlap. How large is the covered area,
and how large is the part that is covered by exactly one poster?

Input

The first line contains the number of posters n (1 <= n <= 20). Each of the next n lines contains x1, y1, x2, y2: the
lower left and the upper right corner (0 <= x1 < x2 <= 50, 0 <= y1 < y2 <= 50).

Output

Print the two areas.

Example

Input:
    2
    0 0 4 3
    2 1 6 5

Output:
    24 20
"""

CODE = """
import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n = data[0]
    posters = [data[1 + 4 * i:5 + 4 * i] for i in range(n)]
    xs = sorted({x for p in posters for x in (p[0], p[2])})
    ys = sorted({y for p in posters for y in (p[1], p[3])})
    covered = single = 0
    for xa, xb in zip(xs, xs[1:]):
        for ya, yb in zip(ys, ys[1:]):
            cnt = sum(p[0] <= xa and xb <= p[2] and p[1] <= ya and yb <= p[3] for p in posters)
            if cnt:
                covered += (xb - xa) * (yb - ya)
                if cnt == 1:
                    single += (xb - xa) * (yb - ya)
    print(covered, single)


main()
"""


def generate(random: Random, size: int) -> str:
    edge = min(50, 8 + size)
    posters = []
    for _ in range(min(size, random.randint(2, size)) if size > 1 else 1):
        left, right = sorted(random.sample(range(edge + 1), 2))
        bottom, top = sorted(random.sample(range(edge + 1), 2))
        posters.append((left, bottom, right, top))
    return lines(len(posters), *posters)


def oracle(stdin: str) -> str:
    squares: Counter[tuple[int, int]] = Counter()
    for row in stdin.splitlines()[1:]:
        left, bottom, right, top = map(int, row.split())
        squares.update((x, y) for x in range(left, right) for y in range(bottom, top))
    return f"{len(squares)} {list(squares.values()).count(1)}"


FAMILY = script_family(
    name="poster_wall",
    title="How much of a wall is covered by posters",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=20,
)
