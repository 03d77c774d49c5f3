"""Ways to pay with given coins, coin by coin, against nested counting."""

from __future__ import annotations

from itertools import product
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """In how many ways can $amount cents be paid with coins of $coins_text cents, if any number of each coin may be
    used and the order does not matter?""",
    """$name wants to put stamps worth exactly $amount cents on a letter. There are plenty of stamps of $coins_text
    cents. How many different combinations of stamps are possible?""",
    """Weights of $coins_text g are at hand, as many of each as one likes. With how many different collections of
    weights can one weigh out exactly $amount g on one pan?""",
)

CODE = """
def solution():
    amount = $amount
    ways = [1] + [0] * amount
    for coin in $coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]
"""


def generate(random: Random, size: int) -> dict[str, object]:
    coins = sorted(random.sample(range(1, 12), 3))
    amount = random.randint(max(coins) + 2, max(coins) + max(4, size))
    return {**person(random), "amount": amount, "coins": coins, "coins_text": listing(coins)}


def oracle(amount: int, coins: list[int]) -> int:
    numbers = product(*(range(amount // coin + 1) for coin in coins[1:]))
    rests = (amount - sum(n * coin for n, coin in zip(chosen, coins[1:], strict=True)) for chosen in numbers)
    return sum(rest >= 0 and rest % coins[0] == 0 for rest in rests)


FAMILY = template_family(
    name="ways_to_pay",
    title="Ways to pay an amount",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=60,
)
