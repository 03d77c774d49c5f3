"""A trough with sloping sides: centimetre by centimetre, against the volume of a prism."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """A trough is $length cm long. Its bottom is $bottom cm wide, and the water surface becomes $slope cm wider with
    every centimetre of depth. To approximate the volume, $name adds up layers of 1 cm, using for each layer the width
    at its upper edge. How many cubic centimetres does $they get for a depth of $depth cm, leaving out the layers wider
    than $cut cm?""",
    """$name computes the volume of a trench of $length cm length layer by layer. The lowest layer of 1 cm is bounded
    above by a width of $bottom + $slope cm, the next one by $slope cm more, and so on. Layers that are wider than $cut
    cm are not counted. Add up the layers up to a depth of $depth cm; the answer is in cubic centimetres.""",
    """A staircase-shaped dam is built from slabs that are all $length cm long and 1 cm thick. The first slab is $slope
    cm wider than $bottom cm, and each slab is $slope cm wider than the one before it. At most $depth slabs are laid,
    and none that would be wider than $cut cm. What is the volume of the dam in cm³?""",
)

CODE = """
def solution():
    width = $bottom
    volume = 0
    for layer in range($depth):
        width += $slope
        if width > $cut:
            break
        volume += $length * width
    return volume
"""


def generate(random: Random, size: int) -> dict[str, object]:
    bottom, slope = random.randint(15, 60), random.randint(2, 6)
    depth = random.randint(max(3, size // 2), size + 4)
    return {
        **person(random),
        "length": random.randrange(50, 300, 10),
        "bottom": bottom,
        "slope": slope,
        "depth": depth,
        "cut": bottom + slope * random.randint(depth // 2 + 1, depth + 5),
    }


def oracle(length: int, bottom: int, slope: int, depth: int, cut: int) -> int:
    layers = min(depth, (cut - bottom) // slope)
    return length * (layers * bottom + slope * layers * (layers + 1) // 2)


FAMILY = template_family(
    name="water_trough",
    title="Filling a trough with sloping sides",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=18,
    max_size=120,
)
