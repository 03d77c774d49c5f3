"""Spending a gift card item by item until one does not fit: a loop with a break, against prefix sums."""

from __future__ import annotations

from itertools import accumulate
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name got a gift card of $$$card for a bookshop. The books on $their wish list cost $prices_text dollars, in
    order of preference. $They buys them in this order and stops at the first book that $they cannot pay for. How many
    books does $name buy, and how much is left on the card?""",
    """With a voucher worth $$$card, $name buys books priced at $prices_text dollars one after the other, until the
    next one would cost more than what is left. State the number of books bought and the rest of the voucher.""",
    """$name fills a bag with books for $prices_text dollars, taken in exactly this order, and has $$$card to spend. At
    the first book that is too expensive $they stops. How many books are in the bag, and how many dollars remain?""",
)

CODE = """
balance = $card
prices = $prices
books = 0
for price in prices:
    if price > balance:
        break
    balance -= price
    books += 1
print(books, "books,", balance, "dollars left")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    prices = [random.randint(6, 35) for _ in range(size + 3)]
    affordable = random.randint(2, len(prices) - 1)
    card = sum(prices[:affordable]) + random.randint(0, prices[affordable] - 1)
    return {**person(random), "card": card, "prices": prices, "prices_text": listing(prices)}


def oracle(card: int, prices: list[int]) -> str:
    spent = [total for total in accumulate(prices, initial=0) if total <= card]
    return f"{len(spent) - 1} books, {card - spent[-1]} dollars left"


FAMILY = template_family(
    name="gift_card",
    title="Books bought with a gift card",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=22,
)
