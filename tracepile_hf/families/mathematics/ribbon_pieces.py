"""The longest equal pieces: Euclid's algorithm over a list, against trying lengths downwards."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """Ribbons of $lengths_text cm are cut into pieces of equal length, as long as possible and with nothing left over.
    How long is a piece, and how many pieces are there?""",
    """$name has wooden bars of $lengths_text cm and saws them into equally long blocks so that nothing is left over.
    What is the greatest possible length of a block, and how many blocks does $they get then?""",
    """Pipes of $lengths_text cm are to be cut, without waste, into sections that all have one length, the greatest
    possible. Give that length in cm and the number of sections.""",
)

CODE = """
def common_measure(a, b):
    while b != 0:
        a, b = b, a % b
    return a

lengths = $lengths
piece = lengths[0]
for length in lengths[1:]:
    piece = common_measure(piece, length)
pieces = 0
for length in lengths:
    pieces += length // piece
print(piece, pieces)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    unit = random.randint(2, 18)
    factors = random.sample(range(3, 40), max(2, size))
    lengths = [unit * factor for factor in factors]
    return {**person(random), "lengths": lengths, "lengths_text": listing(lengths)}


def oracle(lengths: list[int]) -> str:
    piece = next(size for size in range(min(lengths), 0, -1) if not any(length % size for length in lengths))
    return f"{piece} {sum(lengths) // piece}"


FAMILY = template_family(
    name="ribbon_pieces",
    title="Ribbons cut into equal pieces",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=9,
)
