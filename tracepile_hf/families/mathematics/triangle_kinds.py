"""Triangles sorted by their largest angle: comparing squares, against the sign of the cosine."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing

STATEMENTS = (
    """For each of the triples $triples_text decide whether it gives the sides of a triangle and, if so, whether the
    triangle is acute, right or obtuse. State how many triangles are acute, how many right, how many obtuse, and how
    many triples give no triangle, in this order.""",
    """Sticks are bundled in threes with the lengths $triples_text. How many bundles can be laid as an acute triangle,
    how many as a right-angled one, how many as an obtuse one, and how many give no triangle at all?""",
    """Given are the side lengths $triples_text. Sort these triples: acute triangles, right triangles, obtuse
    triangles, impossible ones (two sides together not longer than the third). How many are there of each sort, in this
    order?""",
)

CODE = """
def kind(a, b, c):
    a, b, c = sorted([a, b, c])
    if a + b <= c:
        return "none"
    if a * a + b * b == c * c:
        return "right"
    if a * a + b * b > c * c:
        return "acute"
    return "obtuse"

counts = {"acute": 0, "right": 0, "obtuse": 0, "none": 0}
for sides in $triples:
    counts[kind(*sides)] += 1
print(*counts.values())
"""

RIGHT = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (6, 8, 10), (7, 24, 25), (9, 12, 15), (20, 21, 29))


def generate(random: Random, size: int) -> dict[str, object]:
    triples = [_triple(random) for _ in range(size)]
    return {"triples": triples, "triples_text": listing(triples)}


def _triple(random: Random) -> tuple[int, ...]:
    if random.random() < 0.25:
        return tuple(random.sample(random.choice(RIGHT), 3))
    middle = random.randint(4, 15)
    return tuple(random.sample((middle, random.randint(3, middle), middle + random.randint(0, 9)), 3))


def oracle(triples: list[tuple[int, int, int]]) -> str:
    found = [0, 0, 0, 0]
    for a, b, c in triples:
        cosines = [(y * y + z * z - x * x) / (2 * y * z) for x, y, z in ((a, b, c), (b, c, a), (c, a, b))]
        if min(cosines) <= -1:
            found[3] += 1
        elif abs(min(cosines)) < 1e-9:
            found[1] += 1
        else:
            found[0 if min(cosines) > 0 else 2] += 1
    return " ".join(map(str, found))


FAMILY = template_family(
    name="triangle_kinds",
    title="Kinds of triangles from their sides",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
