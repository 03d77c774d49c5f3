"""The strength of a mixture: a running sum of acid, against a weighted mean of fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name pours together several $substance solutions: $portions. What percentage of the mixture is $substance (as
    an exact fraction in lowest terms, if it is not whole)?""",
    """In the laboratory, solutions of $substance in water are mixed: $portions. Give the strength of the mixture in
    percent, exactly.""",
    """A cook blends liquids that contain $substance: $portions. What percentage of the blend is $substance? Write an
    exact number.""",
)

CODE = """
from fractions import Fraction

millilitres = $volumes
percentages = $percentages
total_volume = 0
total_substance = Fraction(0)
for volume, percent in zip(millilitres, percentages):
    total_volume += volume
    total_substance += Fraction(volume * percent, 100)
strength = 100 * total_substance / total_volume
print(strength)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    parts = max(2, size)
    volumes = [random.randrange(20, 400, 10) for _ in range(parts)]
    percentages = [random.randint(2, 80) for _ in range(parts)]
    portions = [f"{volume} ml at {percent}%" for volume, percent in zip(volumes, percentages, strict=True)]
    return {
        **person(random),
        "portions": listing(portions),
        "substance": random.choice(("acid", "salt", "sugar", "alcohol", "vinegar")),
        "volumes": volumes,
        "percentages": percentages,
    }


def oracle(volumes: list[int], percentages: list[int]) -> Fraction:
    share_of = [Fraction(volume, sum(volumes)) for volume in volumes]
    return sum((share * percent for share, percent in zip(share_of, percentages, strict=True)), Fraction(0))


FAMILY = template_family(
    name="mixed_solutions",
    title="The strength of a mixture",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
