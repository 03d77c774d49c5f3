"""Disjoint sets: union by size with path halving."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Players 0 to n - 1 start in teams of their own. Each pair in merges joins the teams of two players: the smaller team
goes under the leader of the larger one (the first player's leader stays if they are equally large). Return, after all
merges, the leader of every player, the size of the largest team, and how many pairs were already in one team.
"""

CODE = """
class Teams:
    def __init__(self, n):
        self.above = list(range(n))
        self.size = [1] * n

    def leader(self, player):
        while self.above[player] != player:
            self.above[player] = self.above[self.above[player]]
            player = self.above[player]
        return player

    def merge(self, a, b):
        a = self.leader(a)
        b = self.leader(b)
        if a == b:
            return False
        if self.size[a] < self.size[b]:
            a, b = b, a
        self.above[b] = a
        self.size[a] += self.size[b]
        return True


def merge_teams(n, merges):
    teams = Teams(n)
    useless = 0
    for a, b in merges:
        if not teams.merge(a, b):
            useless += 1
    leaders = [teams.leader(player) for player in range(n)]
    return leaders, max(teams.size), useless
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + 1
    merges = []
    for _ in range(size):
        a, b = random.sample(range(n), 2)
        merges.append((a, b))
    return n, merges


def oracle(n: int, merges: list[tuple[int, int]]) -> tuple[list[int], int, int]:
    teams = {player: [player] for player in range(n)}  # leader -> members
    useless = 0
    for a, b in merges:
        first = next(leader for leader, members in teams.items() if a in members)
        second = next(leader for leader, members in teams.items() if b in members)
        useless += first == second
        if first != second:
            keep, give = (first, second) if len(teams[first]) >= len(teams[second]) else (second, first)
            teams[keep] += teams.pop(give)
    leaders = [next(leader for leader, members in teams.items() if player in members) for player in range(n)]
    return leaders, max(map(len, teams.values())), useless


IDEA = (
    "Every team has a leader, and whoever is followed upwards ends there. The smaller team is put under "
    "the leader of the larger, so that ways stay short."
)
INVARIANTS = (
    Invariant(
        "self.above[b] == a and self.size[a] >= 2 * self.size[b]",
        ("{b} now follows {a}, whose team has {self.size[a]|# player}, at least twice the {self.size[b]} that joined"),
        line="self.size[a] += self.size[b]",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    leaders, _, useless = result
    merges = [(leader, player) for player, leader in enumerate(leaders) if leader != player]
    yield len(leaders), merges + [(0, 0)] * useless


FAMILY = function_family(
    name="union_find",
    title="Union-find with sizes",
    statement=STATEMENT,
    code=CODE,
    entry_point="merge_teams",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=80,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a leader that is named first stays the leader of whom it is merged with, so it is merged with "
        "each of its players one by one; merging a player with itself is useless and changes nothing",
        (
            "len(result[0])",
            "result[2]",
        ),
        invert,
    ),
)
