"""Dynamic programming: the fewest coins for an amount, with the coins used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Given the values of the coins of a country and an amount, return a shortest list of coins that adds up to the
amount. It is built by noting, for each smaller amount and for the amount itself, the coin that leaves the fewest
further coins (the first in the list of coins if there are several). Return None if the amount cannot be paid.
"""

CODE = """
def fewest_coins(coins, amount):
    count = [0] + [None] * amount
    choice = [None] * (amount + 1)
    for value in range(1, amount + 1):
        for coin in coins:
            if coin > value or count[value - coin] is None:
                continue
            if count[value] is None or count[value - coin] + 1 < count[value]:
                count[value] = count[value - coin] + 1
                choice[value] = coin
    if count[amount] is None:
        return None
    used = []
    while amount > 0:
        used.append(choice[amount])
        amount -= choice[amount]
    return used
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    coins = random.sample([2, 3, 4, 5, 7, 9], 2) + random.sample([1, 6, 8], 1)
    random.shuffle(coins)
    return coins, random.randint(max(1, size - 4), size)


def oracle(coins: list[int], amount: int) -> list[int] | None:
    for length in range(amount // min(coins) + 1):
        found = [
            c for c in combinations_with_replacement(range(len(coins)), length) if sum(coins[i] for i in c) == amount
        ]
        if found:
            # The first coin noted is the first of the list that starts any of the shortest ways, and so on.
            return [coins[i] for i in min(found)]
    return None


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    if output:
        yield sorted(set(output), reverse=True), sum(output)
        yield sorted(set(output)), sum(output)
        yield list(dict.fromkeys(output)), sum(output)


IDEA = (
    "The fewest coins for a value use some coin last, and before it the fewest coins for the rest. So "
    "every value is worked out from smaller ones."
)
INVARIANTS = (
    Invariant(
        "count[value] == count[value - coin] + 1",
        "with a coin of {coin} last, {value} takes {count[value - coin] + 1|# coin}, the fewest so far",
        line="choice[value] = coin",
    ),
    Invariant(
        "amount >= 0 and sum(used) > 0",
        "{sum(used)} is paid with {len(used)|# coin}, and {amount} is left to pay",
        line="amount -= choice[amount]",
    ),
)


FAMILY = function_family(
    name="coin_change",
    title="Fewest coins",
    statement=STATEMENT,
    code=CODE,
    entry_point="fewest_coins",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
