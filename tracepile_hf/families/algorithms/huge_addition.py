"""Column addition and multiplication by a digit on strings."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Two whole numbers are given as strings of digits. Return the digits of a + b, and of a times the last digit of b, both
worked out column by column from the right, and the number of carries in the addition.
"""

CODE = """
def add(a, b):
    width = max(len(a), len(b))
    a = a.zfill(width)
    b = b.zfill(width)
    digits = ""
    carry = carries = 0
    for i in range(width - 1, -1, -1):
        total = int(a[i]) + int(b[i]) + carry
        digits = str(total % 10) + digits
        carry = total // 10
        carries += carry
    return ("1" + digits if carry else digits), carries


def times_digit(a, digit):
    digits = ""
    carry = 0
    for figure in reversed(a):
        carry += int(figure) * digit
        digits = str(carry % 10) + digits
        carry //= 10
    return (str(carry) + digits if carry else digits).lstrip("0") or "0"


def column_arithmetic(a, b):
    total, carries = add(a, b)
    return total, times_digit(a, int(b[-1])), carries
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    low, high = 10 ** (size - 1), 10**size - 1
    return str(random.randint(low, high)), str(random.randint(low // 10 + 1, high))


def oracle(a: str, b: str) -> tuple[str, str, int]:
    x, y = int(a), int(b)
    # A column carries exactly if the sum of the ends of the numbers overflows it.
    carries = sum(x % 10**place + y % 10**place >= 10**place for place in range(1, max(len(a), len(b)) + 1))
    return str(x + y), str(x * (y % 10)), carries


IDEA = (
    "Columns are added from the right, as on paper. A sum of 10 or more leaves its last digit and carries "
    "1 to the next column."
)
INVARIANTS = (
    Invariant(
        "carry in (0, 1) and total == 10 * carry + int(digits[0])",
        "the column gives {total}: {digits[0]} is written and {carry} carried",
        line="carries += carry",
    ),
    Invariant(
        "int(a) + int(b) == int(result[0])",
        "the numbers add up to {result[0]}, and the first times the last digit of the second is {result[1]}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    total, product = int(result[0]), int(result[1])
    for digit in range(1, 10):
        first = product // digit
        if product % digit == 0 and total - first > 0 and (total - first) % 10 == digit:
            yield str(first), str(total - first)


FAMILY = function_family(
    name="huge_addition",
    title="Adding numbers digit by digit",
    statement=STATEMENT,
    code=CODE,
    entry_point="column_arithmetic",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the second part of the result is the first number times the last digit of the second one, so "
        "for each digit that divides it we get a first number, and the second is what it lacks of the "
        "sum; the digit must be its last one",
        (
            "int(result[0])",
            "int(result[1])",
        ),
        invert,
    ),
)
