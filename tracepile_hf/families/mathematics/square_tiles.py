"""Largest square tiles for a floor: the Euclidean algorithm by subtraction, against trying all sizes."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """A floor of $length cm by $width cm is to be covered completely with square tiles of the same size, without
    cutting any, and as large as possible. Every tile costs $price cents. What do the tiles cost altogether, in
    cents?""",
    """$name lays out a hall of $length × $width centimetres with equal square tiles. None may be cut and they should
    be as big as they can be. At $price cents a tile, how many cents does $they pay?""",
    """A sheet of $length × $width cm is divided, with nothing left over, into equal squares that are as large as
    possible. Each square is sold for $price cents. How many cents does the whole sheet bring in?""",
)

CODE = """
def largest_common_size(a, b):
    while a != b:
        if a > b:
            a -= b
        else:
            b -= a
    return a

def solution():
    length, width = $length, $width
    tile = largest_common_size(length, width)
    tiles = (length // tile) * (width // tile)
    return tiles * $price
"""


def generate(random: Random, size: int) -> dict[str, object]:
    tile = random.randrange(5, 50)
    across, along = random.sample(range(3, 2 * max(4, size)), 2)
    return {
        **person(random),
        "length": tile * across,
        "width": tile * along,
        "price": random.randrange(50, 400, 5),
    }


def oracle(length: int, width: int, price: int) -> int:
    tile = max(size for size in range(1, width + 1) if length % size == width % size == 0)
    return length * width // tile**2 * price


FAMILY = template_family(
    name="square_tiles",
    title="The largest square tiles for a floor",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=40,
)
