"""The package with the lowest unit price: comparing by cross multiplication, against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import GROCERIES, listing, money, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """A shop sells $what in several packages: $packages. Which package is the best buy, counting the price per gram,
    and how many cents does $target grams cost at that price (rounded down)?""",
    """$name compares packages of $what: $packages. Find the size of the package with the lowest price per gram and, at
    this price, the cost of $target grams in whole cents (rounded down).""",
    """At a market, $what is offered like this: $packages. At which offer does a gram cost least, and what would $target
    grams cost at this rate, in cents without the fraction of a cent?""",
)

CODE = """
weights = $weights
prices = $prices
best = 0
for i in range(1, len(weights)):
    if prices[i] * weights[best] < prices[best] * weights[i]:
        best = i
cost = $target * prices[best] // weights[best]
print(weights[best], "g,", cost, "cents")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    weights = sorted(random.sample(range(150, 2500, 50), max(2, size)))
    rate = random.uniform(0.5, 2.0)
    prices = [int(weight * rate * random.uniform(0.9, 1.1)) + 1 for weight in weights]
    packages = [f"{weight} g for {money(price)}" for weight, price in zip(weights, prices, strict=True)]
    return {
        **person(random),
        "what": random.choice(GROCERIES),
        "packages": listing(packages),
        "weights": weights,
        "prices": prices,
        "target": random.randrange(1000, 5000, 100),
    }


def oracle(weights: list[int], prices: list[int], target: int) -> str:
    rates = [Fraction(price, weight) for weight, price in zip(weights, prices, strict=True)]
    best = rates.index(min(rates))
    return f"{weights[best]} g, {int(target * rates[best])} cents"


IDEA = (
    "The price of a gram is compared without dividing: of two offers, price times the other's weight is "
    "smaller for the cheaper one."
)
INVARIANTS = (
    Invariant(
        "all(prices[best] * weights[one] <= prices[one] * weights[best] for one in range(i + 1))",
        "no offer so far is cheaper by weight than {weights[best]} grams for {prices[best]}",
        line="best = i",
    ),
)


FAMILY = template_family(
    name="best_buy",
    title="The best buy among packages",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
    idea=IDEA,
    invariants=INVARIANTS,
)
