"""Games: subtracting divisors until no move is left."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A number is written on a board. Two players take turns, Ina first. In a turn a player chooses a divisor d of the
number n with 1 < d < n and writes n - d instead. Whoever cannot move loses.

Input

The first line contains the number of games t (1 <= t <= 10). The second line contains the starting numbers, each from
1 to 80.

Output

For each game print who wins, Ina or Udo, and how many moves the game takes if the winner wants to end it as early as
possible and the loser as late as possible.

Example

Input:
    4
    7 12 15 8

Output:
    Udo 0
    Ina 3
    Udo 4
    Udo 2
"""

CODE = """
from functools import lru_cache


@lru_cache(maxsize=None)
def play(n):
    # (does the player to move win, length of the game)
    wins, losses = [], [0]
    for d in range(2, n // 2 + 1):
        if n % d == 0:
            win, length = play(n - d)
            if win:
                losses.append(length + 1)
            else:
                wins.append(length + 1)
    if wins:
        return True, min(wins)
    return False, max(losses)


input()
for n in map(int, input().split()):
    win, length = play(n)
    print("Ina" if win else "Udo", length)
"""


def generate(random: Random, size: int) -> str:
    return lines(3, [random.randint(1, min(80, size + 6)) for _ in range(3)])


def oracle(stdin: str) -> str:
    lengths = [0] * 81  # odd lengths are won by the player to move, even ones lost
    for n in range(1, 81):
        after = [lengths[n - d] + 1 for d in range(2, n) if n % d == 0]
        won = [length for length in after if length % 2]
        lengths[n] = min(won) if won else max(after, default=0)
    games = [lengths[int(word)] for word in stdin.split()[1:]]
    return lines(*(("Ina" if length % 2 else "Udo", length) for length in games))


FAMILY = script_family(
    name="divisor_duel",
    title="Subtracting divisors until no move is left",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=80,
)
