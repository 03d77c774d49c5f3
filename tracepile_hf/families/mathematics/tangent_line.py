"""A tangent found with sympy's derivative, against the remainder on division by a squared factor."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import polynomial

STATEMENTS = (
    """Find the tangent to the curve y = $text at x = $at. Give it in the form y = mx + b, by stating m and b.""",
    """The line y = mx + b touches the graph of f(x) = $text at the point with x = $at. Determine m and b.""",
    """A roller coaster follows the curve y = $text. At x = $at it continues straight on, along the tangent y = mx + b.
    Find m and b.""",
)

CODE = """
from sympy import diff, symbols

x = symbols("x")
curve = $a * x**3 + $b * x**2 + $c * x + $d
derivative = diff(curve, x)
slope = derivative.subs(x, $at)
height = curve.subs(x, $at)
intercept = height - slope * $at
print(slope, intercept)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    a = random.choice((-2, -1, 1, 2, 3))
    b, c, d = (random.randint(-size, size) for _ in range(3))
    return {
        "a": a,
        "b": b,
        "c": c,
        "d": d,
        "text": polynomial([a, b, c, d]),
        "at": random.choice((-3, -2, -1, 1, 2, 3, 4)),
    }


def oracle(a: int, b: int, c: int, d: int, at: int) -> str:
    """p(x) = (x - t)²(ax + e) + mx + n, and comparing coefficients gives e, m and n."""
    e = b + 2 * a * at
    slope = c - a * at * at + 2 * e * at
    return f"{slope} {d - e * at * at}"


FAMILY = template_family(
    name="tangent_line",
    title="The tangent of a curve",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
    modules=("sympy",),
)
