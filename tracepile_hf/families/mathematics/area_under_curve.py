"""An integral by sympy, against Simpson's rule, which is exact for cubic curves."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import polynomial

STATEMENTS = (
    """Find the exact value of the integral of f(x) = $text from x = $low to x = $high.""",
    """Water flows into a lake at a rate of $text litres per minute after x minutes (negative values mean that it flows
    out). By how much does the amount of water change between x = $low and x = $high? Give an exact number.""",
    """The graph of y = $text and the x-axis enclose areas between x = $low and x = $high; those below the axis count
    as negative. What do they add up to, exactly?""",
)

CODE = """
from sympy import integrate, symbols

x = symbols("x")
a, b, c, d = $a, $b, $c, $d
rate = a * x**3 + b * x**2 + c * x + d
antiderivative = integrate(rate, x)
change = antiderivative.subs(x, $high) - antiderivative.subs(x, $low)
print(change)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    a, b, c, d = random.randint(-2, 3), random.choice((-3, -2, 1, 2, 4)), random.randint(-6, 8), random.randint(-9, 9)
    low = random.randint(0, 3)
    return {
        "a": a,
        "b": b,
        "c": c,
        "d": d,
        "text": polynomial([a, b, c, d]),
        "low": low,
        "high": low + random.randint(1, max(3, size)),
    }


def oracle(a: int, b: int, c: int, d: int, low: int, high: int) -> Fraction:
    def rate(x: Fraction) -> Fraction:
        return a * x**3 + b * x**2 + c * x + d

    ends = rate(Fraction(low)) + rate(Fraction(high))
    return Fraction(high - low, 6) * (ends + 4 * rate(Fraction(low + high, 2)))


FAMILY = template_family(
    name="area_under_curve",
    title="The area between a parabola and the axis",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
    modules=("sympy",),
)
