"""Packing rolls into boxes of falling sizes: repeated division, against counting up in multiples."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person, some
from tracepile_hf.records import Invariant

STATEMENTS = (
    """A bakery has $things to deliver and packs them into boxes for $sizes_text pieces. It always fills as many of the
    largest boxes as possible, then of the next size, and so on. How many boxes are filled, and how many pieces remain
    unpacked?""",
    """$name packs $things for a party, using boxes that hold $sizes_text pieces, the largest first and only full
    boxes. Give the number of boxes filled and the number of pieces left over.""",
    """A stall holder sorts $things into trays with room for $sizes_text pieces. Full trays only, and always the
    largest tray that can still be filled. How many trays are full in the end, and how many pieces are left?""",
)

CODE = """
def solution():
    pieces = $pieces
    box_sizes = $sizes
    boxes = 0
    for box_size in box_sizes:
        filled, pieces = divmod(pieces, box_size)
        boxes += filled
    return boxes, pieces
"""

GOODS = ("roll", "muffin", "bagel", "doughnut", "pretzel", "cupcake")


def generate(random: Random, size: int) -> dict[str, object]:
    sizes = sorted(random.sample(range(3, 5 + 5 * max(2, size)), max(2, size)), reverse=True)
    pieces = random.randint(sizes[0], 12 * sizes[0])
    return {
        **person(random),
        "things": some(pieces, random.choice(GOODS)),
        "pieces": pieces,
        "sizes": sizes,
        "sizes_text": listing(sizes, "or"),
    }


def oracle(pieces: int, sizes: list[int]) -> tuple[int, int]:
    boxes = 0
    for size in sizes:
        boxes += len(range(size, pieces + 1, size))
        pieces -= max((packed for packed in range(0, pieces + 1, size)), default=0)
    return boxes, pieces


IDEA = "The largest boxes are filled first, and what does not fill one goes on to the next smaller size."
INVARIANTS = (
    Invariant(
        "boxes >= filled and 0 <= pieces < box_size",
        "{filled|# box/boxes} of {box_size} {filled|is/are} full, and {pieces} {pieces|is/are} left",
        line="boxes += filled",
    ),
)


FAMILY = template_family(
    name="bakery_boxes",
    title="Full boxes and what is left over",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=20,
    idea=IDEA,
    invariants=INVARIANTS,
)
