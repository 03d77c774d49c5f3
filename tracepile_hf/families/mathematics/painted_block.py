"""Small cubes of a painted block: looking at every cube, against formulas for faces, edges and corners."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """A block of $a by $b by $c small cubes is painted on all outer faces and then taken apart. The small cubes with
    paint on $faces_text are sold for $price cents each. How many cents does that bring in?""",
    """$name glues small cubes together into a solid block of $a × $b × $c cubes and dips it into paint. After it has
    dried, $they breaks it into the small cubes again. For each cube of which $faces_text got painted, $they receives
    $price points. How many points is that?""",
    """A carpenter saws a wooden block, varnished all over, into $a × $b × $c equal small cubes. A buyer pays $price
    cents for each small cube with varnish on $faces_text. What is the total in cents?""",
)

CODE = """
def solution():
    a, b, c = $a, $b, $c
    wanted = $faces
    points = 0
    for x in range(a):
        for y in range(b):
            for z in range(c):
                painted = (x == 0) + (x == a - 1)
                painted += (y == 0) + (y == b - 1)
                painted += (z == 0) + (z == c - 1)
                if painted == wanted:
                    points += $price
    return points
"""


def generate(random: Random, size: int) -> dict[str, object]:
    sides = [random.randint(2, max(3, size)) for _ in range(3)]
    faces = random.choice((0, 1, 1, 2, 2)) if min(sides) > 2 else 2 if max(sides) == 2 else random.choice((1, 2))
    return {
        **person(random),
        **dict(zip("abc", sides, strict=True)),
        "faces": faces,
        "faces_text": ("none of the faces", "exactly one face", "exactly two faces")[faces],
        "price": random.randint(3, 40),
    }


def oracle(a: int, b: int, c: int, faces: int, price: int) -> int:
    inner = [a - 2, b - 2, c - 2]
    if faces == 0:
        return price * inner[0] * inner[1] * inner[2]
    if faces == 1:
        return price * 2 * (inner[0] * inner[1] + inner[1] * inner[2] + inner[0] * inner[2])
    return price * 4 * sum(inner)


FAMILY = template_family(
    name="painted_block",
    title="Small cubes with painted faces",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
