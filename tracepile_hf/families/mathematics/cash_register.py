"""Change in as few coins as possible: greedily from the largest, against dynamic programming."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import money, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """$name pays for goods worth $price_text with $paid_text. The till holds plenty of coins and notes of $units_text.
    What is the smallest number of coins and notes with which the cashier can give the change?""",
    """A customer called $name owes $price_text and hands over $paid_text. The change is paid out in coins and notes
    worth $units_text, always using the largest one that still fits. How many pieces does $name receive?""",
    """Something costs $price_text; $name gives $paid_text. Change is available in pieces of $units_text. Find the
    least number of pieces that make up the change exactly.""",
)

CODE = """
def solution():
    change = $paid - $price
    units = $units
    pieces = 0
    for unit in units:
        while change >= unit:
            change -= unit
            pieces += 1
    return pieces
"""

UNITS = (2000, 1000, 500, 100, 25, 10, 5, 1)
UNITS_TEXT = "$20, $10, $5, $1, 25 cents, 10 cents, 5 cents and 1 cent"


def generate(random: Random, size: int) -> dict[str, object]:
    price = random.randint(20 * size, 250 * size)
    step = random.choice((500, 1000))
    paid = (price // step + random.randint(1, 3)) * step
    return {
        **person(random),
        "paid": paid,
        "price": price,
        "paid_text": money(paid),
        "price_text": money(price),
        "units": list(UNITS),
        "units_text": UNITS_TEXT,
    }


def oracle(paid: int, price: int, units: list[int]) -> int:
    fewest = [0]
    for amount in range(1, paid - price + 1):
        fewest.append(1 + min(fewest[amount - unit] for unit in units if unit <= amount))
    return fewest[-1]


IDEA = (
    "The largest coins and notes are given first. As each unit fits well into the next, that takes the fewest pieces."
)
INVARIANTS = (
    Invariant(
        "change >= 0",
        "a piece of {unit} is given, {pieces} in all, and {change} is still to be given",
        line="pieces += 1",
    ),
)


FAMILY = template_family(
    name="cash_register",
    title="The fewest coins and notes of change",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=30,
    idea=IDEA,
    invariants=INVARIANTS,
)
