"""Stock kept in lots: the oldest goods are sold first."""

from __future__ import annotations

from itertools import groupby
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A shop buys goods in lots at different prices and sells the oldest first. The entries are ('buy', pieces, price) and
('sell', pieces, price); what is not in stock is not sold. Return the total profit of the sales and the lots left,
oldest first, as lists [pieces, price].
"""

CODE = """
def run_stock(entries):
    lots = []
    profit = 0
    for kind, pieces, price in entries:
        if kind == "buy":
            lots.append([pieces, price])
            continue
        while pieces > 0 and lots:
            oldest = lots[0]
            sold = min(pieces, oldest[0])
            profit += sold * (price - oldest[1])
            oldest[0] -= sold
            pieces -= sold
            if oldest[0] == 0:
                lots.pop(0)
    return profit, lots
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    entries: list[tuple[str, int, int]] = [("buy", random.randint(3, 9), random.randint(5, 12))]
    for _ in range(size):
        kind = random.choice(["buy", "sell", "sell"])
        entries.append((kind, random.randint(2, 9), random.randint(5, 12) if kind == "buy" else random.randint(10, 20)))
    return (entries,)


def oracle(entries: list[tuple[str, int, int]]) -> tuple[int, list[list[int]]]:
    # Every piece on its own: (number of the lot, price).
    shelf: list[tuple[int, int]] = []
    profit = 0
    for number, (kind, pieces, price) in enumerate(entries):
        if kind == "buy":
            shelf += [(number, price)] * pieces
        else:
            profit += sum(price - cost for _, cost in shelf[:pieces])
            shelf = shelf[pieces:]
    return profit, [[len(list(group)), lot[1]] for lot, group in groupby(shelf)]


FAMILY = function_family(
    name="inventory",
    title="First in, first out",
    statement=STATEMENT,
    code=CODE,
    entry_point="run_stock",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
