"""Money changed along a chain of currencies: fraction by fraction, against one product of integers."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """In a board game $name owns $amount $first and changes all of them, step by step, into $last. The rates are:
    $rates_text. How many $last does $they get (as an exact fraction if it is not whole)?""",
    """On the island of the game, money is traded like this: $rates_text. $name starts with $amount $first and
    exchanges everything along the chain until $they owns $last. Give the exact number.""",
    """Traders swap goods at fixed rates: $rates_text. $name comes with $amount $first and leaves with nothing but $last
    after swapping everything at each step. How many $last does that make, written as a fraction if necessary?""",
)

CODE = """
from fractions import Fraction

amount = Fraction($amount)
rates = $rates
for given, received in rates:
    amount = amount * Fraction(received, given)
print(amount)
"""

COINS = ("shells", "pearls", "beads", "feathers", "nuts", "gems", "crowns", "tokens", "stars", "rings")


def generate(random: Random, size: int) -> dict[str, object]:
    coins = random.sample(COINS, max(2, min(size + 1, len(COINS))))
    rates = [tuple(random.sample(range(2, 13), 2)) for _ in coins[1:]]
    parts = [
        f"{given} {a} for {received} {b}" for (given, received), a, b in zip(rates, coins, coins[1:], strict=False)
    ]
    return {
        **person(random),
        "amount": random.randint(10, 90),
        "first": coins[0],
        "last": coins[-1],
        "rates": rates,
        "rates_text": listing(parts),
    }


def oracle(amount: int, rates: list[tuple[int, int]]) -> Fraction:
    return Fraction(amount * prod(received for _, received in rates), prod(given for given, _ in rates))


IDEA = (
    "Every exchange multiplies the amount by what is received for one unit given. The order of the "
    "factors does not matter, only their product."
)


FAMILY = template_family(
    name="currency_chain",
    title="Money changed along a chain of currencies",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
    idea=IDEA,
)
