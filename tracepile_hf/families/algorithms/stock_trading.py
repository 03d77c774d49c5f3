"""Dynamic programming over two states: holding a share or not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Given the price of a share on consecutive days and a fee for each sale, return the greatest profit from buying and
selling any number of times (at most one share held, none at the end), and the two running values after each day: the
best balance without a share and the best one while holding a share.
"""

CODE = """
def best_profit(prices, fee):
    free = 0
    holding = -prices[0]
    history = [(free, holding)]
    for price in prices[1:]:
        sold = holding + price - fee
        bought = free - price
        free = max(free, sold)
        holding = max(holding, bought)
        history.append((free, holding))
    return free, history
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return [random.randint(3, 30) for _ in range(size)], random.randint(1, 4)


def oracle(prices: list[int], fee: int) -> tuple[int, list[tuple[int, int]]]:
    def best(days: int, holding: bool) -> int:
        """Over every choice of days on which to act: buy, sell, buy ... on different days."""
        balances = []
        for count in range(int(holding), days + 1, 2):
            for chosen in combinations(range(days), count):
                cash = [prices[day] - fee if turn % 2 else -prices[day] for turn, day in enumerate(chosen)]
                balances.append(sum(cash))
        return max(balances)

    history = [(best(days, False), best(days, True)) for days in range(1, len(prices) + 1)]
    return history[-1][0], history


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    _, history = output
    prices = [-history[0][1]]
    for (free, holding), (next_free, next_holding) in pairwise(history):
        if next_holding > holding:
            prices.append(free - next_holding)  # bought at the price that leaves this much
        else:
            prices.append(next_free - holding)
    yield prices, 0


IDEA = (
    "Each day there are two best states: with no share, and with one. Each of them follows from the two "
    "of the day before."
)
INVARIANTS = (
    Invariant(
        "free >= sold and holding >= bought and free >= 0",
        "at a price of {price}, one has at best {free} without a share and {holding} with one",
        line="history.append((free, holding))",
    ),
    Invariant(
        "result[0] == max([state[0] for state in result[1]])",
        "{result[0]} is the most that one ever had without a share",
        moment="result",
    ),
    Invariant(
        "len(prices) == len(result[1])",
        "there {len(result[1])|is/are} {len(result[1])|# price}, and the first is {-result[1][0][1]}",
        moment="output",
    ),
)


FAMILY = function_family(
    name="stock_trading",
    title="Buy low, sell high, with a fee",
    statement=STATEMENT,
    code=CODE,
    entry_point="best_profit",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
