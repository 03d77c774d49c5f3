"""A bill with a bulk discount per product: a running total, against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import STATIONERY, listing, money, person, some

STATEMENTS = (
    """$name buys $basket. The shop takes $percent% off the cost of every product of which a customer buys at least
    $bulk. How much does $name pay?""",
    """At a stationery shop $name puts into the basket $basket. Any product of which at least $bulk are bought is
    reduced by $percent%. What is the total bill?""",
    """An office orders $basket. The supplier grants a discount of $percent% on each product ordered at least $bulk
    times. Find the amount of the invoice in dollars and cents.""",
)

CODE = """
quantities = $quantities
prices_in_cents = $prices
total = 0
for quantity, price in zip(quantities, prices_in_cents):
    cost = quantity * price
    if quantity >= $bulk:
        discount = cost * $percent // 100
        cost -= discount
    total += cost
print(f"$${total / 100:.2f}")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    products = random.sample(STATIONERY, min(size, len(STATIONERY)))
    quantities = [random.randint(2, 12) for _ in products]
    prices = [random.randrange(40, 1000, 20) for _ in products]
    basket = [f"{some(q, p)} at {money(c)} each" for q, p, c in zip(quantities, products, prices, strict=True)]
    return {
        **person(random),
        "basket": listing(basket),
        "quantities": quantities,
        "prices": prices,
        "bulk": random.randint(5, 9),
        "percent": random.choice((5, 10, 15, 20, 25)),
    }


def oracle(quantities: list[int], prices: list[int], bulk: int, percent: int) -> str:
    kept = [Fraction(100 - percent if quantity >= bulk else 100, 100) for quantity in quantities]
    cents = sum(share * quantity * price for share, quantity, price in zip(kept, quantities, prices, strict=True))
    dollars, rest = divmod(int(cents), 100)
    return f"${dollars}.{rest:02d}"


FAMILY = template_family(
    name="shop_bill",
    title="A shop's bill with a discount for many of one product",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
)
