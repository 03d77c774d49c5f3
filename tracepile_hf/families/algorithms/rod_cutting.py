"""Rod cutting with memoised recursion."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
prices[k] is the price of a piece of length k + 1. Return the greatest income from cutting a rod of length n, the
longest length for which a price is given, and the lengths of the pieces; the first piece is the shortest that allows
that income.
"""

CODE = """
def cut_rod(prices):
    known = {0: (0, [])}

    def best(length):
        if length in known:
            return known[length]
        income, pieces = 0, []
        for piece in range(1, length + 1):
            rest_income, rest = best(length - piece)
            if prices[piece - 1] + rest_income > income:
                income = prices[piece - 1] + rest_income
                pieces = [piece] + rest
        known[length] = income, pieces
        return known[length]

    return best(len(prices))
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    prices = [random.randint(2, 6)]
    while len(prices) < size:
        prices.append(prices[-1] + random.randint(1, 6))
    return (prices,)


def oracle(prices: list[int]) -> tuple[int, list[int]]:
    n = len(prices)
    best: tuple[int, list[int]] = (0, [])
    for cuts in product([True, False], repeat=n - 1):  # short first pieces come first
        marks = [0, *(place for place, cut in enumerate(cuts, start=1) if cut), n]
        pieces = [b - a for a, b in pairwise(marks)]
        income = sum(prices[piece - 1] for piece in pieces)
        if income > best[0]:
            best = income, pieces
    return best


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    income, pieces = output
    if pieces == [1] * len(pieces):
        each = income // len(pieces)
        yield ([each * (place + 1) for place in range(len(pieces))],)
    prices = list(range(1, sum(pieces) + 1))
    if pieces:
        prices[-1] = income
    yield (prices,)


IDEA = (
    "A first piece of some length leaves a shorter rod, whose best income is worked out once and "
    "remembered. The best first piece is found by trying all."
)
INVARIANTS = (
    Invariant(
        "sum(pieces) == length and income == sum([prices[one - 1] for one in pieces])",
        "the pieces {pieces} make up {length} and bring {[prices[one - 1] for one in pieces]|sum}",
        line="pieces = [piece] + rest",
    ),
)


FAMILY = function_family(
    name="rod_cutting",
    title="Cutting a rod",
    statement=STATEMENT,
    code=CODE,
    entry_point="cut_rod",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
