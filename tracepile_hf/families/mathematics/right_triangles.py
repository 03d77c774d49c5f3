"""Right triangles with one given leg: factoring a difference of squares, against trying the other leg."""

from __future__ import annotations

from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """One leg of a right triangle with whole-number sides is $leg. Its hypotenuse is at most $limit. How many such
    triangles are there, and how long is the longest hypotenuse among them (0 if there is no such triangle)?""",
    """$name looks for right triangles whose three sides are whole numbers of centimetres, with a leg of $leg cm and a
    hypotenuse of no more than $limit cm. Find their number and the greatest hypotenuse that occurs, or 0 if none
    does.""",
    """A rectangular field has one side of $leg m, and its other side and its diagonal, too, are whole numbers of
    metres. The diagonal is no longer than $limit m. How many such fields are possible, and what is the longest
    diagonal among them (0 if there is none)?""",
)

CODE = """
def solution():
    leg = $leg
    limit = $limit
    triangles = 0
    longest = 0
    # (hypotenuse - other leg) * (hypotenuse + other leg) = leg * leg
    for difference in range(1, leg):
        if leg * leg % difference != 0:
            continue
        total = leg * leg // difference
        if (total + difference) % 2 == 0:
            hypotenuse = (total + difference) // 2
            if hypotenuse <= limit:
                triangles += 1
                longest = max(longest, hypotenuse)
    return triangles, longest
"""


def generate(random: Random, size: int) -> dict[str, object]:
    leg = random.randint(5, size) + 10 if size > 5 else random.randint(5, 30)
    return {**person(random), "leg": leg, "limit": random.randint(leg + 4, leg * leg // 2 + 4)}


def oracle(leg: int, limit: int) -> tuple[int, int]:
    found = [
        isqrt(leg**2 + other**2) for other in range(1, limit) if isqrt(leg**2 + other**2) ** 2 == leg**2 + other**2
    ]
    fitting = [hypotenuse for hypotenuse in found if hypotenuse <= limit]
    return len(fitting), max(fitting, default=0)


FAMILY = template_family(
    name="right_triangles",
    title="Right triangles with a given leg",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=30,
    max_size=150,
)
