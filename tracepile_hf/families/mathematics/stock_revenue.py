"""Revenue of branches as a product of a matrix and a vector in numpy, against nested sums."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing

STATEMENTS = (
    """A bakery sells $goods at $prices_text dollars each. Its branches sold, in this order of goods, $table. What is
    the revenue of each branch, and which branch (by number) has the highest?""",
    """The prices of $goods are $prices_text dollars. The numbers sold were $table. Find the income of every branch, as
    a list, and the number of the best branch.""",
    """The branches of a bakery report how many $goods they sold: $table. At prices of $prices_text dollars, what does
    each branch take in, and which one takes in most?""",
)

CODE = """
import numpy as np

sold = np.array($sold)
prices = np.array($prices)
revenue = (sold @ prices).tolist()
best = 0
for branch in range(1, len(revenue)):
    if revenue[branch] > revenue[best]:
        best = branch
print(revenue, best + 1)
"""

GOODS = ("rolls", "pretzels", "cakes", "muffins", "pies", "bagels", "tarts")


def generate(random: Random, size: int) -> dict[str, object]:
    kinds = max(2, min(size, 5))
    sold = [[random.randint(5, 90) for _ in range(kinds)] for _ in range(random.randint(2, max(2, size)))]
    prices = [random.randint(2, 12) for _ in range(kinds)]
    parts = [f"{listing(row)} in branch {number}" for number, row in enumerate(sold, 1)]
    return {
        "goods": listing(random.sample(GOODS, kinds)),
        "sold": sold,
        "prices": prices,
        "prices_text": listing(prices),
        "table": "; ".join(parts),
    }


def oracle(sold: list[list[int]], prices: list[int]) -> str:
    revenue = [sum(map(int.__mul__, row, prices)) for row in sold]
    return f"{revenue} {revenue.index(max(revenue)) + 1}"


FAMILY = template_family(
    name="stock_revenue",
    title="Revenue of several branches",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=6,
    modules=("numpy",),
)
