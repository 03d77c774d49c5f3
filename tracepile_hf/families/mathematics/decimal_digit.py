"""A digit after the decimal point by long division, against one division with a power of ten."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """Which digit stands in the ${nth} place after the decimal point of $top/$bottom, and what is the sum of all
    digits up to this place?""",
    """$name divides $top by $bottom by hand and writes down $place digits after the decimal point, without rounding.
    What is the last one of them, and what is their sum?""",
    """Written as a decimal, $top/$bottom has infinitely many places or is filled up with zeros. Find its digit number
    $place after the point and the sum of the first $place digits after the point.""",
)

CODE = """
remainder = $top % $bottom
digit = None
digit_total = 0
for place in range($place):
    remainder *= 10
    digit = remainder // $bottom
    remainder = remainder % $bottom
    digit_total += digit
print(digit, digit_total)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    bottom = random.choice((7, 11, 12, 13, 14, 17, 19, 21, 22, 23, 26, 27, 28, 29, 31, 34, 37, 39, 41))
    place = random.randint(max(3, size // 2), size + 3)
    return {
        **person(random),
        "top": random.randint(1, 2 * bottom),
        "bottom": bottom,
        "place": place,
        "nth": ordinal(place),
    }


def oracle(top: int, bottom: int, place: int) -> str:
    digits = str(top % bottom * 10**place // bottom).zfill(place)
    return f"{digits[-1]} {sum(map(int, digits))}"


IDEA = (
    "Long division gives one digit at a time: ten times the remainder is divided again. The remainder is "
    "always less than the divisor, so the digit is less than 10."
)
INVARIANTS = (
    Invariant(
        "0 <= digit <= 9",
        "digit number {place + 1} is {digit}, and the remainder {remainder} is carried on",
        line="digit_total += digit",
    ),
)


FAMILY = template_family(
    name="decimal_digit",
    title="A digit of a fraction's decimal expansion",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=20,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
