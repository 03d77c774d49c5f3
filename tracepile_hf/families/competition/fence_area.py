"""Geometry: area and grid points of a fenced field."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A fence runs in straight lines from post to post and back to the first post. All posts stand on points of the integer
grid, and the fence neither crosses nor touches itself.

Input

The first line contains the number of posts n (3 <= n <= 60). Each of the next n lines contains the coordinates x and
y of a post, in order along the fence (-1000 <= x, y <= 1000).

Output

Print three integers: twice the area of the field, the number of grid points on the fence, and the number of grid
points strictly inside.

Example

Input:
    4
    0 0
    4 0
    4 3
    0 1

Output:
    16 10 4
"""

CODE = """
from math import gcd

n = int(input())
p = [tuple(map(int, input().split())) for _ in range(n)]
area = border = 0
for i in range(n):
    x1, y1 = p[i]
    x2, y2 = p[(i + 1) % n]
    area += x1 * y2 - x2 * y1
    border += gcd(abs(x1 - x2), abs(y1 - y2))
area = abs(area)
# Pick: area = 2 * inside + border - 2
inside = (area - border + 2) // 2
print(area, border, inside)
"""


def generate(random: Random, size: int) -> str:
    count = max(3, size)
    columns = sorted(random.sample(range(3 * count), count))  # a lower and an upper fence between two corner posts
    lower, upper = [(columns[0], 0)], [(columns[-1], 0)]
    for column in columns[1:-1]:
        if random.random() < 0.5:
            lower.append((column, random.randint(-8, -1)))
        else:
            upper.insert(1, (column, random.randint(1, 8)))
    posts = lower + upper
    if random.random() < 0.5:
        posts.reverse()
    return lines(count, *posts)


def oracle(stdin: str) -> str:
    """Look at every grid point; the area follows from the two counts."""
    _, *rest = map(int, stdin.split())
    posts = list(zip(rest[::2], rest[1::2], strict=True))
    sides = list(zip(posts, posts[1:] + posts[:1], strict=True))
    border = inside = 0
    for x in range(min(rest[::2]), max(rest[::2]) + 1):
        for y in range(min(rest[1::2]), max(rest[1::2]) + 1):
            if any(_on(x, y, *side) for side in sides):
                border += 1
            else:
                inside += sum(_right_of(x, y, *side) for side in sides) % 2
    return f"{2 * inside + border - 2} {border} {inside}"


def _on(x: int, y: int, a: tuple[int, int], b: tuple[int, int]) -> bool:
    straight = (x - a[0]) * (b[1] - a[1]) == (y - a[1]) * (b[0] - a[0])
    return straight and min(a[0], b[0]) <= x <= max(a[0], b[0]) and min(a[1], b[1]) <= y <= max(a[1], b[1])


def _right_of(x: int, y: int, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Does a ray from the point to the right cross the side?"""
    low, high = sorted((a, b), key=lambda post: post[1])
    return low[1] <= y < high[1] and (x - low[0]) * (high[1] - low[1]) < (y - low[1]) * (high[0] - low[0])


IDEA = (
    "Going round the corners, each side adds a signed piece of area, and what lies outside cancels. "
    "Pick's formula then tells the points inside."
)
INVARIANTS = (
    Invariant(
        "border >= 1",
        "with the side from {(x1, y1)} to {(x2, y2)}, {border|# point} {border|lies/lie} on the border",
        line="border += gcd(abs(x1 - x2), abs(y1 - y2))",
    ),
)


FAMILY = script_family(
    name="fence_area",
    title="Area and grid points of a fenced field",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
