"""Orders carried out in turn, against composing them."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """Think of $start. $text. What number is that?""",
    """$name starts with $start and does this in turn: $text. With which number does it end?""",
)

CODE = """
number = $start
for order, amount in $orders:
    if order == "add":
        number += amount
        #: {was number} + {amount} = {number}. || Adding {amount} gives {number}.
    elif order == "take away":
        number -= amount
        #: {was number} - {amount} = {number}. || Taking away {amount} gives {number}.
    else:
        number *= amount
        #: {was number} * {amount} = {number}. || {amount} times {was number} is {number}.
print(number)
#: It ends with {number}. || So the number is {number}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    orders = [(random.choice(("add", "take away", "multiply by")), random.randint(2, 9)) for _ in range(size)]
    text = ", then ".join(f"{order} {amount}" for order, amount in orders)
    return {
        "start": random.randint(3, 30),
        "orders": orders,
        "text": text[0].upper() + text[1:],
        "name": random.choice((*WOMEN, *MEN)),
    }


def oracle(start: int, orders: list[tuple[str, int]]) -> int:
    factor, offset = 1, 0
    for order, amount in orders:
        scale, shift = (amount, 0) if order == "multiply by" else (1, amount if order == "add" else -amount)
        factor, offset = factor * scale, offset * scale + shift
    return factor * start + offset


FAMILY = told_family(
    name="spoken_machine",
    title="A number changed by spoken orders",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=10,
)
