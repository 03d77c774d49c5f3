"""Points of a line on a circle by sympy, against testing grid points."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import polynomial

STATEMENTS = (
    """The line y = $line_text meets the circle x² + y² = $square. Find all common points, ordered by x.""",
    """A path runs along the line y = $line_text; a round lake has the border x² + y² = $square. At which points does
    the path meet the border of the lake? Order them by x.""",
    """Find all pairs (x, y), in order of x, that satisfy both y = $line_text and x² + y² = $square.""",
)

CODE = """
from sympy import solve, symbols

x = symbols("x")
y = $m * x + $b
roots = solve(x**2 + y**2 - $square, x)
points = []
for root in sorted(roots):
    points.append((root, y.subs(x, root)))
print(points)
"""

TRIPLES = (
    (3, 4, 25),
    (6, 8, 100),
    (5, 12, 169),
    (8, 15, 289),
    (9, 12, 225),
    (7, 24, 625),
    (1, 2, 5),
    (1, 3, 10),
    (2, 3, 13),
    (4, 7, 65),
    (1, 8, 65),
    (2, 9, 85),
    (6, 7, 85),
    (2, 11, 125),
    (5, 10, 125),
)


def generate(random: Random, size: int) -> dict[str, object]:
    while True:
        u, v, square = random.choice(TRIPLES)
        places = [(s * x, t * y) for x, y in ((u, v), (v, u)) for s in (-1, 1) for t in (-1, 1)]
        (x1, y1), (x2, y2) = random.sample(places, 2)
        if x1 != x2 and (y2 - y1) % (x2 - x1) == 0 and y1 != y2:
            break
    m = (y2 - y1) // (x2 - x1)
    k = random.randint(1, max(2, size))
    b = (y1 - m * x1) * k
    return {
        "m": m,
        "b": b,
        "line_text": polynomial([m, b]),
        "square": square * k * k,
    }


def oracle(m: int, b: int, square: int) -> str:
    reach = range(-square, square + 1)
    return str([(x, m * x + b) for x in reach if x * x + (m * x + b) ** 2 == square])


FAMILY = template_family(
    name="line_and_circle",
    title="A line that crosses a circle",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=2,
    max_size=6,
    modules=("sympy",),
)
