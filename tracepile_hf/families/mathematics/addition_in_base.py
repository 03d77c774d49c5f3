"""Digits added with carries in another base, against converting and back."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """Compute $first_text + $second_text, where both numbers are written in base $base. Write the sum in base $base as
    well.""",
    """On a planet whose people count in base $base, $name adds $first_text and $second_text (both in base $base). What
    does $they write down as the sum?""",
    """A counter shows its number in base $base. It stands at $first_text and is advanced by $second_text (also written
    in base $base). What does it show then?""",
)

CODE = """
base = $base
first = $first
second = $second
digits = []
carry = 0
while first or second or carry:
    column = carry
    if first:
        column += first.pop()
    if second:
        column += second.pop()
    carry, digit = divmod(column, base)
    digits.append(str(digit))
print("".join(reversed(digits)))
"""


def generate(random: Random, size: int) -> dict[str, object]:
    base = random.randint(3, 9)
    first, second = (
        [
            random.randint(1, base - 1),
            *(random.randint(0, base - 1) for _ in range(random.randint(max(1, size - 1), size + 1))),
        ]
        for _ in range(2)
    )
    return {
        **person(random),
        "base": base,
        "first": first,
        "second": second,
        "first_text": "".join(map(str, first)),
        "second_text": "".join(map(str, second)),
    }


def oracle(base: int, first: list[int], second: list[int]) -> str:
    total = sum(int("".join(map(str, number)), base) for number in (first, second))
    text = ""
    while total:
        total, digit = divmod(total, base)
        text = str(digit) + text
    return text


IDEA = "Columns are added from the right. A column that comes to the base or more leaves a digit and carries the rest."
INVARIANTS = (
    Invariant(
        "carry * base + digit == column and digit < base",
        "the column gives {carry * base + digit|calc}, so {digit} is written and {carry} carried",
        line="digits.append(str(digit))",
    ),
)


FAMILY = template_family(
    name="addition_in_base",
    title="Adding numbers in another base",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
    idea=IDEA,
    invariants=INVARIANTS,
)
