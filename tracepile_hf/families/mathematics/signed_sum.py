"""A sum whose signs change in a pattern, term by term, against pairing the terms."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, person

STATEMENTS = (
    """In the sum $beginning ..., every ${nth} term is subtracted and all others are added. What is the value of the
    sum if its last term is made from the number $last?""",
    """$name adds the $kind from $first_text on, but subtracts every ${nth} one instead ($beginning ...). What is the
    result after the term that belongs to $last?""",
    """Take the $kind in order, give every ${nth} one a minus sign, and add them all up: $beginning ... What is the sum
    up to the term made from $last?""",
)

CODE = """
def solution():
    total = 0
    for number in range(1, $last + 1):
        term = number ** $power
        if number % $period == 0:
            total -= term
        else:
            total += term
    return total
"""


def generate(random: Random, size: int) -> dict[str, object]:
    power, period = random.randint(1, 3), random.randint(2, 6)
    marks = ("", "²", "³")[power - 1]
    shown = "".join(f"{'-' if n % period == 0 else '+'} {n}{marks} " for n in range(1, 2 * period + 1))
    return {
        **person(random),
        "kind": ("whole numbers", "square numbers", "cubes")[power - 1],
        "first_text": "1",
        "beginning": shown.removeprefix("+ ") + "+",
        "nth": "second" if period == 2 else ordinal(period),
        "power": power,
        "period": period,
        "last": random.randint(max(4, size // 2), max(6, size + 6)),
    }


def oracle(last: int, power: int, period: int) -> int:
    subtracted: int = period**power * _powers(last // period, power)
    return _powers(last, power) - 2 * subtracted


def _powers(n: int, power: int) -> int:
    triangle = n * (n + 1) // 2
    return (triangle, triangle * (2 * n + 1) // 3, triangle**2)[power - 1]


FAMILY = template_family(
    name="signed_sum",
    title="A sum with changing signs",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=24,
    max_size=200,
)
