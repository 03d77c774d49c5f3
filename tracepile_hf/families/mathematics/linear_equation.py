"""A linear equation solved by sympy, against collecting coefficients by hand."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, signed

STATEMENTS = (
    """Solve for x: $a(x$inner_text) $c_text = $d_text $e_text.""",
    """For which number x is $a(x$inner_text) $c_text equal to $d_text $e_text?""",
    """$name thinks of a number x and notes that $a(x$inner_text) $c_text gives the same as $d_text $e_text. Find the
    number (as an exact fraction if it is not whole).""",
)

CODE = """
from sympy import Eq, solve, symbols

x = symbols("x")
left_side = $a * (x + $inner) + $c
right_side = $d * x + $e
equation = Eq(left_side, right_side)
solutions = solve(equation, x)
print(solutions[0])
"""


def generate(random: Random, size: int) -> dict[str, object]:
    span = max(3, size)
    a, d = random.sample(range(2, span + 4), 2)
    inner, c, e = (random.choice((-1, 1)) * random.randint(1, 3 * span) for _ in range(3))
    return {
        **person(random),
        "a": a,
        "inner": inner,
        "inner_text": signed(inner, ""),
        "c": c,
        "c_text": signed(c, "").strip(),
        "d": d,
        "d_text": f"{d}x",
        "e": e,
        "e_text": signed(e, "").strip(),
    }


def oracle(a: int, inner: int, c: int, d: int, e: int) -> Fraction:
    return Fraction(e - c - a * inner, a - d)


FAMILY = template_family(
    name="linear_equation",
    title="A linear equation with brackets",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
    modules=("sympy",),
)
