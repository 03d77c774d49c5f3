"""The best cut for an open box by sympy's derivative, against the quadratic formula."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """Equal squares are cut from the corners of a sheet of $length cm by $width cm, and the rest is folded up into an
    open box. For which side x of the squares, in cm, is the volume largest? Round to two decimals.""",
    """$name folds an open box out of a rectangular sheet of $length × $width cm after cutting a square out of each
    corner. How many centimetres should the sides of the squares measure so that the box holds as much as possible?
    Give two decimals.""",
    """A tray is made from a metal plate of $length by $width cm by cutting equal squares out of the corners and
    bending up the edges. How deep should the tray be, in cm with two decimals, to have the greatest volume?""",
)

CODE = """
from sympy import diff, solve, symbols

x = symbols("x")
volume = x * ($length - 2 * x) * ($width - 2 * x)
candidates = solve(diff(volume, x), x)
best_side = None
best_volume = 0
for side in candidates:
    if 0 < side and 2 * side < $width:
        value = float(volume.subs(x, side))
        if value > best_volume:
            best_side, best_volume = side, value
print(f"{float(best_side):.2f}")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    width = random.randint(8, 10 + 2 * size)
    return {**person(random), "length": width + random.randint(0, 3 * size), "width": width}


def oracle(length: int, width: int) -> str:
    total = length + width
    return f"{(total - (total * total - 3 * length * width) ** 0.5) / 6:.2f}"


FAMILY = template_family(
    name="box_from_sheet",
    title="The largest box folded from a sheet",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=40,
    modules=("sympy",),
)
