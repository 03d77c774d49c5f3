"""A finite state machine with change given in coins."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
A machine sells drinks. Inserted coins add to the credit; the name of a drink is a choice: if the credit covers its
price and it is in stock, the drink is sold and the rest of the credit is paid back with as few coins of 50, 20, 10
and 5 as possible, largest first; otherwise nothing happens. Return what came out, in order (drinks by name, coins by
value), and the credit left.
"""

CODE = """
COINS = [50, 20, 10, 5]


def sell(prices, stock, actions):
    credit = 0
    output = []
    for action in actions:
        if action not in prices:
            credit += action
            continue
        if credit < prices[action] or stock[action] == 0:
            continue
        stock[action] -= 1
        credit -= prices[action]
        output.append(action)
        for coin in COINS:
            while credit >= coin:
                output.append(coin)
                credit -= coin
    return output, credit
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    drinks = random.sample(["tea", "cola", "milk", "juice", "water"], 2)
    prices = {drink: 5 * random.randint(6, 16) for drink in drinks}
    actions: list[object] = []
    for _ in range(size // 2 + 1):
        actions += [*random.choices([50, 50, 20, 10], k=random.randint(1, 3)), random.choice(drinks)]
    return prices, {drink: random.randint(0, 2) for drink in drinks}, actions


def oracle(prices: dict[str, int], stock: dict[str, int], actions: list[object]) -> tuple[list[object], int]:
    credit, left, output = 0, dict(stock), []  # type: int, dict[str, int], list[object]
    for action in actions:
        if isinstance(action, int):
            credit += action
        elif credit >= prices[str(action)] and left[str(action)]:
            rest = credit - prices[str(action)]
            left[str(action)] -= 1
            counts = {50: rest // 50, 20: rest % 50 // 20, 10: rest % 50 % 20 // 10, 5: rest % 10 // 5}
            output += [action, *(coin for coin, count in counts.items() for _ in range(count))]
            credit = 0
    return output, credit


IDEA = (
    "Credit is kept in one number. A sale takes the price from it, and the rest is given back in the "
    "largest coins that fit."
)
INVARIANTS = (
    Invariant(
        "credit >= 0 and stock[action] >= 0",
        "{action} costs {prices[action]}, which leaves a credit of {credit} and {stock[action]} in stock",
        line="credit -= prices[action]",
    ),
    Invariant(
        "credit >= 0",
        "a coin of {coin} goes back, and {credit} is still owed",
        line="credit -= coin",
    ),
)


FAMILY = function_family(
    name="vending_machine",
    title="A vending machine",
    statement=STATEMENT,
    code=CODE,
    entry_point="sell",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=80,
    idea=IDEA,
    invariants=INVARIANTS,
)
