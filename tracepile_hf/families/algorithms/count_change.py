"""Dynamic programming: in how many ways coins add up to an amount."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Coins of the given values are admitted one after the other; each can be used any number of times and their order does
not matter. Return the list of the numbers of ways to pay 0, 1, ... up to the amount with all of them, and a
dictionary that says for each coin in how many ways the amount itself could be paid once that coin was admitted.
"""

CODE = """
def ways_to_pay(coins, amount):
    ways = [0] * (amount + 1)
    ways[0] = 1
    once_admitted = {}
    for coin in coins:
        for value in range(coin, amount + 1):
            ways[value] += ways[value - coin]
        once_admitted[coin] = ways[amount]
    return ways, once_admitted
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return sorted(random.sample(range(1, 11), 3)), size + random.randint(0, 7)


def oracle(coins: list[int], amount: int) -> tuple[list[int], dict[int, int]]:
    def ways(total: int, kinds: list[int]) -> int:
        if not kinds:
            return int(total == 0)
        return sum(ways(total - used, kinds[1:]) for used in range(0, total + 1, kinds[0]))

    row = [ways(total, coins) for total in range(amount + 1)]
    return row, {coin: ways(amount, coins[:number]) for number, coin in enumerate(coins, start=1)}


IDEA = (
    "Coins are admitted one kind after the other. A value can then be paid without the new coin, or with "
    "one of them and the rest in ways already counted."
)
INVARIANTS = (
    Invariant(
        "ways[0] == 1 and once_admitted[coin] == max(once_admitted.values())",
        (
            "with coins of {coin} allowed as well {ways[amount]|# way} to pay {amount} {ways[amount]|is/are} "
            "found, not fewer than before"
        ),
        line="once_admitted[coin] = ways[amount]",
    ),
    Invariant(
        "ways[value] >= ways[value - coin]",
        "{ways[value]|# way} to pay {value} so far, {ways[value - coin]} of them with a coin of {coin}",
        line="ways[value] += ways[value - coin]",
    ),
)


FAMILY = function_family(
    name="count_change",
    title="Ways to pay an amount",
    statement=STATEMENT,
    code=CODE,
    entry_point="ways_to_pay",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
