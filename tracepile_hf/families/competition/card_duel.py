"""Games: a duel with two piles of cards."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Two players have a pile of cards each, all cards different. In every round both turn over their top card; the player
with the higher card puts first that card and then the other one under the own pile. A player without cards has lost.
If nobody has lost after r rounds, the player with more cards wins, or nobody if they have equally many.

Input

The first line contains n, m and r (1 <= n, m <= 40, 1 <= r <= 100). The second and the third line contain the cards
of the two players, the top card first.

Output

Print A, B or DRAW, the number of rounds played and the number of cards that the players hold at the end.

Example

Input:
    3 2 10
    5 1 4
    2 3

Output:
    A 4 5 0
"""

CODE = """
from collections import deque


def play(a, b, limit):
    for rounds in range(limit):
        if not a or not b:
            return rounds
        x, y = a.popleft(), b.popleft()
        if x > y:
            a += [x, y]
        else:
            b += [y, x]
    return limit


n, m, r = map(int, input().split())
a = deque(map(int, input().split()))
b = deque(map(int, input().split()))
rounds = play(a, b, r)
if len(a) == len(b):
    winner = "DRAW"
else:
    winner = "AB"[len(a) < len(b)]
print(winner, rounds, len(a), len(b))
"""


def generate(random: Random, size: int) -> str:
    total = max(2, size + random.randint(0, 3)) if size < 40 else 60
    cards = random.sample(range(1, total + 10), total)
    cut = random.randint(max(1, total // 2 - 1), min(total - 1, total // 2 + 1))
    return lines((cut, total - cut, random.randint(5, 25)), cards[:cut], cards[cut:])


def oracle(stdin: str) -> str:
    head, *piles = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    played = 0
    while played < head[2] and all(piles):
        tops = [pile[0] for pile in piles]
        winner = tops.index(max(tops))
        piles = [pile[1:] + sorted(tops, reverse=True) * (player == winner) for player, pile in enumerate(piles)]
        played += 1
    sizes = [len(pile) for pile in piles]
    name = "DRAW" if sizes[0] == sizes[1] else "AB"[sizes.index(max(sizes))]
    return f"{name} {played} {sizes[0]} {sizes[1]}"


FAMILY = script_family(
    name="card_duel",
    title="A duel with two piles of cards",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
)
