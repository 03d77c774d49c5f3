"""Heights from shadows by similar triangles: one scale factor, against cross-multiplied fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """At noon a stick of $stick cm throws a shadow of $shadow cm. The shadows of $things near it measure $shadows_text
    cm. How many of the $things are at least $limit cm tall, and what is the height of the tallest in cm (exactly)?""",
    """$name's measuring rod is $stick cm long; its shadow is $shadow cm long. At the same moment $they measures the
    shadows of some $things: $shadows_text cm. Find how many of them have a height of $limit cm or more, and the
    greatest height in cm as an exact number.""",
    """The sun shines at an angle at which $stick cm of height give $shadow cm of shadow. In a park the shadows of
    $things are $shadows_text cm long. For how many of them is the height no less than $limit cm, and what is the
    greatest of the heights, exactly?""",
)

CODE = """
from fractions import Fraction

height_per_shadow = Fraction($stick, $shadow)
tall = 0
tallest = Fraction(0)
for length in $shadows:
    height = length * height_per_shadow
    if height >= $limit:
        tall += 1
    tallest = max(tallest, height)
print(tall, tallest)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    stick, shadow = random.randrange(60, 200, 5), random.randrange(30, 250, 5)
    shadows = [random.randrange(100, 900, 5) for _ in range(max(2, size))]
    return {
        **person(random),
        "stick": stick,
        "shadow": shadow,
        "things": random.choice(("bushes", "poles", "young trees", "statues", "lamp posts")),
        "shadows": shadows,
        "shadows_text": listing(shadows),
        "limit": sorted(shadows)[len(shadows) // 2] * stick // shadow,
    }


def oracle(stick: int, shadow: int, shadows: list[int], limit: int) -> str:
    tall = sum(length * stick >= limit * shadow for length in shadows)
    return f"{tall} {Fraction(max(shadows) * stick, shadow)}"


FAMILY = template_family(
    name="shadow_lengths",
    title="Heights from shadows",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=14,
)
