"""Ways through a grid filled in crossing by crossing, against binomial coefficients."""

from __future__ import annotations

from math import comb
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, some
from tracepile_hf.records import Invariant

STATEMENTS = (
    """$name walks from the south-west corner of a town to the north-east corner, $east blocks to the east and $north
    blocks to the north, and only ever goes east or north. The crossing $x_text and $y_text is closed. How many ways
    are there?""",
    """A robot moves on a grid from (0, 0) to ($east, $north) in steps to the right or upwards. It must not enter the
    point ($x, $y). Count its possible paths.""",
    """A delivery van has to get from one corner of a grid of streets to the opposite one. It must go $east blocks east
    and $north blocks north without detours, but the crossing reached after $x_blocks east and $y_blocks north is under
    repair. How many routes can the driver choose from?""",
)

CODE = """
east, north = $east, $north
closed = ($x, $y)
ways = [[0] * (north + 1) for _ in range(east + 1)]
ways[0][0] = 1
for x in range(east + 1):
    for y in range(north + 1):
        if (x, y) == closed:
            ways[x][y] = 0
            continue
        if x > 0:
            ways[x][y] += ways[x - 1][y]
        if y > 0:
            ways[x][y] += ways[x][y - 1]
print(ways[east][north])
"""


def generate(random: Random, size: int) -> dict[str, object]:
    east, north = random.randint(2, max(3, size)), random.randint(2, max(3, size))
    x, y = random.choice([(a, b) for a in range(east + 1) for b in range(north + 1) if 0 < a + b < east + north])
    return {
        **person(random),
        "east": east,
        "north": north,
        "x": x,
        "x_blocks": some(x, "block"),
        "y_blocks": some(y, "block"),
        "y": y,
        "x_text": f"{some(x, 'block')} to the east",
        "y_text": f"{some(y, 'block')} to the north of the start",
    }


def oracle(east: int, north: int, x: int, y: int) -> int:
    through = comb(x + y, x) * comb(east - x + north - y, east - x)
    return comb(east + north, east) - through


IDEA = (
    "Into a crossing one comes from the west or from the south, so the ways to it add up. The closed crossing has none."
)
INVARIANTS = (
    Invariant(
        "ways[x][y] >= ways[x][y - 1] and (x, y) != closed",
        "{ways[x][y]|# way} {ways[x][y]|leads/lead} to {(x, y)}, {ways[x][y - 1]} of them from the south",
        line="ways[x][y] += ways[x][y - 1]",
    ),
)


FAMILY = template_family(
    name="blocked_paths",
    title="Ways through a street grid with a closed crossing",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
)
