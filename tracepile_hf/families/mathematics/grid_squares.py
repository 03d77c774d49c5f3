"""Counting squares in a grid by size, against choosing all pairs of lines."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """A window consists of $rows rows and $columns columns of equal square panes. How many squares made of at least
    $least panes, with sides along the lines, can be seen in it, and how many rectangles of at least $least panes that
    are not squares?""",
    """On squared paper $name outlines a rectangle of $rows by $columns unit squares. Considering only figures along
    the grid lines with an area of at least $least units, count the squares inside it, and the rectangles that are not
    squares.""",
    """A chocolate bar has $rows by $columns pieces. $name thinks of all rectangular parts, bounded by the grooves or
    the edge, that have at least $least pieces. How many of them are squares, and how many are not?""",
)

CODE = """
rows, columns = $rows, $columns
squares = 0
rectangles = 0
for height in range(1, rows + 1):
    for width in range(1, columns + 1):
        if height * width < $least:
            continue
        places = (rows - height + 1) * (columns - width + 1)
        if height == width:
            squares += places
        else:
            rectangles += places
print(squares, rectangles)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    rows, columns = random.randint(3, size // 2 + 3), random.randint(3, size + 3)
    return {**person(random), "rows": rows, "columns": columns, "least": random.randint(2, rows * columns - 2)}


def oracle(rows: int, columns: int, least: int) -> str:
    heights = [b - a for a, b in combinations(range(rows + 1), 2)]
    widths = [b - a for a, b in combinations(range(columns + 1), 2)]
    seen = [(height, width) for height in heights for width in widths if height * width >= least]
    squares = sum(height == width for height, width in seen)
    return f"{squares} {len(seen) - squares}"


FAMILY = template_family(
    name="grid_squares",
    title="Squares and rectangles in a grid",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=40,
)
