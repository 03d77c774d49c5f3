"""Transitive closure of a relation given as a matrix of 0 and 1."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
beats[i][j] is 1 if team i has beaten team j, otherwise 0. Team i dominates team j if it has beaten j, or has beaten a
team that dominates j. Return the matrix of domination in the same form and the number of ones that were added.
"""

CODE = """
def transitive_closure(beats):
    n = len(beats)
    added = 0
    for k in range(n):
        for i in range(n):
            if not beats[i][k]:
                continue
            for j in range(n):
                if beats[k][j] and not beats[i][j]:
                    beats[i][j] = 1
                    added += 1
    return beats, added
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    chance = min(0.5, 1.4 / size)
    return ([[int(i != j and random.random() < chance) for j in range(size)] for i in range(size)],)


def oracle(beats: list[list[int]]) -> tuple[list[list[int]], int]:
    rows = []
    for start in range(len(beats)):
        reached = {j for j, won in enumerate(beats[start]) if won}
        for _ in beats:
            reached |= {j for i in reached for j, won in enumerate(beats[i]) if won}
        rows.append([int(j in reached) for j in range(len(beats))])
    return rows, sum(map(sum, rows)) - sum(map(sum, beats))


FAMILY = function_family(
    name="transitive_closure",
    title="Transitive closure (Warshall)",
    statement=STATEMENT,
    code=CODE,
    entry_point="transitive_closure",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=14,
)
