"""Flood fill: recolour a region, recursively."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
An image is a list of rows of colour numbers. Starting at the given row and column, give the new colour to that cell
and to all cells that can be reached from it through sides shared by cells of its old colour. Return the image.
"""

CODE = """
def flood_fill(image, row, column, new_colour):
    old_colour = image[row][column]
    if old_colour == new_colour:
        return image

    def paint(r, c):
        if r < 0 or r >= len(image) or c < 0 or c >= len(image[0]):
            return
        if image[r][c] != old_colour:
            return
        image[r][c] = new_colour
        paint(r - 1, c)
        paint(r + 1, c)
        paint(r, c - 1)
        paint(r, c + 1)

    paint(row, column)
    return image
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    columns = size + random.randint(0, 1)
    image = [[random.choice([1, 1, 2]) for _ in range(columns)] for _ in range(size)]
    return image, random.randrange(size), random.randrange(columns), random.choice([2, 3, 3, 4])


def oracle(image: list[list[int]], row: int, column: int, new_colour: int) -> list[list[int]]:
    old = image[row][column]
    region = {(row, column)}
    for _ in range(len(image) * len(image[0])):
        region |= {
            (r, c)
            for r, line in enumerate(image)
            for c, colour in enumerate(line)
            if colour == old and {(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)} & region
        }
    return [
        [new_colour if (r, c) in region else colour for c, colour in enumerate(line)] for r, line in enumerate(image)
    ]


IDEA = (
    "A pixel of the old colour is painted, and its four neighbours are looked at in the same way. As "
    "painted pixels no longer have the old colour, none is done twice."
)
INVARIANTS = (
    Invariant(
        "image[r][c] != old_colour",
        "the pixel at row {r}, column {c} is {new_colour} now and will not be entered again",
        line="image[r][c] = new_colour",
    ),
)


FAMILY = function_family(
    name="flood_fill",
    title="Flood fill with a colour",
    statement=STATEMENT,
    code=CODE,
    entry_point="flood_fill",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
)
