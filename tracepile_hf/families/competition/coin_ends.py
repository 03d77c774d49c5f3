"""Games: taking coins from either end of a row."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A row of coins lies on the table. Lea and Max take turns, Lea first; in a turn a player takes the coin at the left or
at the right end. Both want as much money as possible.

Input

The first line contains the number of coins n (1 <= n <= 30). The second line contains their values, each from 1 to
100.

Output

Print what Lea and what Max get, then L or R for the end from which Lea takes first (L if both are equally good).

Example

Input:
    4
    3 9 1 2

Output:
    11 4 R
"""

CODE = """
from functools import lru_cache

n = int(input())
coins = list(map(int, input().split()))


@lru_cache(None)
def lead(i, j):
    # how much more the player to move gets than the other one
    if i > j:
        return 0
    left = coins[i] - lead(i + 1, j)
    right = coins[j] - lead(i, j - 1)
    return max(left, right)


total = sum(coins)
d = lead(0, n - 1)
side = "L" if coins[0] - lead(1, n - 1) == d else "R"
print((total + d) // 2, (total - d) // 2, side)
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.randint(1, 20) for _ in range(size)])


def oracle(stdin: str) -> str:
    n, *coins = map(int, stdin.split())
    shares = {(i, i): (0, 0) for i in range(n + 1)}  # what the player to move and the other one get from coins[i:j]
    for length in range(1, n + 1):
        for i in range(n - length + 1):
            j = i + length
            ends = [(coins[i], shares[i + 1, j]), (coins[j - 1], shares[i, j - 1])]
            shares[i, j] = max((coin + rest[1], rest[0]) for coin, rest in ends)
    first, second = shares[0, n]
    return f"{first} {second} {'L' if coins[0] + shares[1, n][1] == first else 'R'}"


FAMILY = script_family(
    name="coin_ends",
    title="Taking coins from either end of a row",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
