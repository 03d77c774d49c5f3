"""Grid points in a circle: column by column with a moving height, against checking every point."""

from __future__ import annotations

from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """A lamp at the origin lights up every point whose distance from it is at most √$limit. How many points with
    whole-number coordinates are lit, the origin included?""",
    """How many pairs of integers (x, y) satisfy x² + y² ≤ $limit?""",
    """In an orchard trees stand at all points with whole coordinates, except that there is a post at (0, 0). A goat is
    tied to the post with a rope of length √$limit. Counting the post as well, how many of these points can it reach,
    those at the very end of the rope included?""",
)

CODE = """
from math import isqrt

def solution():
    limit = $limit
    height = isqrt(limit)
    points = 0
    for column in range(isqrt(limit) + 1):
        while column * column + height * height > limit:
            height -= 1
        in_column = 2 * height + 1
        if column == 0:
            points += in_column
        else:
            points += 2 * in_column
    return points
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {"limit": random.randint(5, 10 + 10 * size)}


def oracle(limit: int) -> int:
    reach = range(-isqrt(limit), isqrt(limit) + 1)
    return sum(x * x + y * y <= limit for x in reach for y in reach)


FAMILY = template_family(
    name="points_in_circle",
    title="Grid points inside a circle",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=60,
    max_size=3000,
)
