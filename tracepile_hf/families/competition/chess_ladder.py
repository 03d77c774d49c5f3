"""Simulation: the ladder of a chess club after an evening."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
The members of a chess club stand on a ladder, the best one on rung 1. When somebody beats a member who stands higher,
the winner moves to that member's rung, and everybody from there down to the winner's old rung moves one rung down. A
win against a lower member changes nothing.

Input

The first line contains n and m (2 <= n <= 30, 1 <= m <= 150). The second line contains the names from rung 1 down.
Each of the next m lines contains the winner and the loser of a game.

Output

Print the ladder after all games, and then the number of games that changed it.

Example

Input:
    4 3
    Eva Jan Mia Tim
    Mia Eva
    Eva Tim
    Tim Jan

Output:
    Mia Eva Tim Jan
    2
"""

CODE = """
n, m = map(int, input().split())
ladder = input().split()
changed = 0
for _ in range(m):
    winner, loser = input().split()
    w = ladder.index(winner)
    l = ladder.index(loser)
    if w < l:
        continue
    changed += 1
    ladder.insert(l, ladder.pop(w))
print(*ladder)
print(changed)
"""


NAMES = ("Ada", "Ben", "Cem", "Dora", "Eva", "Finn", "Gil", "Hana", "Ivo", "Jana")


def generate(random: Random, size: int) -> str:
    members = random.sample(NAMES, min(10, max(2, size // 2 + 1)))
    games = [random.sample(members, 2) for _ in range(size)]
    return lines((len(members), size), members, *games)


def oracle(stdin: str) -> str:
    _, names, *games = [row.split() for row in stdin.splitlines()]
    rungs = {name: rung for rung, name in enumerate(names, 1)}
    changed = 0
    for winner, loser in games:
        goal, start = rungs[loser], rungs[winner]
        if goal < start:
            rungs = {name: rung + 1 if goal <= rung < start else rung for name, rung in rungs.items()}
            rungs[winner] = goal
            changed += 1
    ladder = sorted(rungs, key=lambda name: rungs[name])
    return lines(ladder, changed)


IDEA = (
    "Only a win against somebody higher up changes the ladder: the winner takes that place, and all in "
    "between move down by one."
)
INVARIANTS = (
    Invariant(
        "ladder[l] == winner and ladder[l + 1] == loser",
        "{winner} is at place {l + 1} now, just above {loser}",
        line="ladder.insert(l, ladder.pop(w))",
    ),
)


FAMILY = script_family(
    name="chess_ladder",
    title="The ladder of a chess club after an evening",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=150,
    idea=IDEA,
    invariants=INVARIANTS,
)
