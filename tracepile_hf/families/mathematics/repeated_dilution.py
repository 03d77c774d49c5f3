"""Replacing part of a liquid again and again: step by step, against a power."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, some

STATEMENTS = (
    """A jug holds $volume litres of pure $liquid. $name takes out $taken_text, fills the jug up with water and stirs.
    $They does this until less than $target_text of $liquid is left in the jug. How often does $they do it, and how
    much $liquid is left then?""",
    """From a barrel of $volume litres of $liquid, $taken_text are drawn and replaced by water; after mixing, the same
    is done again, and so on, until the barrel contains less than $target_text of $liquid. Give the number of times and
    the exact amount of $liquid that remains, in litres.""",
    """$name cleans a tank of $volume litres filled with $liquid: $taken_text of the contents are replaced by water,
    again and again, with thorough mixing in between. After how many times does the tank contain less than $target_text
    of $liquid for the first time, and how many litres of $liquid are in it then, exactly?""",
)

CODE = """
from fractions import Fraction

volume = $volume
taken = $taken
pure = Fraction(volume)
times = 0
while pure >= $target:
    pure -= pure * Fraction(taken, volume)
    times += 1
print(times, pure)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    volume = random.randint(8, 10 + 4 * size)
    taken = random.randint(2, max(2, volume // 3))
    target = random.randint(max(1, volume // 4), volume // 2 + 1)
    return {
        **person(random),
        "liquid": random.choice(("syrup", "juice", "milk", "vinegar", "lemonade", "tea")),
        "volume": volume,
        "taken": taken,
        "taken_text": some(taken, "litre"),
        "target": target,
        "target_text": some(target, "litre"),
    }


def oracle(volume: int, taken: int, target: int) -> str:
    kept = Fraction(volume - taken, volume)
    times = next(n for n in range(10_000) if volume * kept**n < target)
    return f"{times} {volume * kept**times}"


FAMILY = template_family(
    name="repeated_dilution",
    title="A liquid diluted again and again",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
