"""Local clustering coefficients as pairs of whole numbers."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
friends maps each person to the list of friends; friendship is mutual. For each person with at least two friends,
count how many pairs of the friends are friends themselves. Return a dictionary from such a person to the pair (pairs
that are friends, all pairs of friends).
"""

CODE = """
def clustering(friends):
    result = {}
    for person, circle in friends.items():
        if len(circle) < 2:
            continue
        closed = 0
        possible = 0
        for i in range(len(circle)):
            for j in range(i + 1, len(circle)):
                possible += 1
                if circle[j] in friends[circle[i]]:
                    closed += 1
        result[person] = (closed, possible)
    return result
"""


NAMES = ["Ola", "Per", "Rod", "Sue", "Tim", "Uma", "Val", "Wim", "Xia", "Yan", "Zoe", "Abe", "Bud", "Cat", "Deb"]


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + 1
    names = random.sample(NAMES, n)
    lists = adjacency(n, some_edges(random, n, n + 2))
    return ({name: [names[other] for other in lists[i]] for i, name in enumerate(names)},)


def oracle(friends: dict[str, list[str]]) -> dict[str, tuple[int, int]]:
    # Each closed pair is a triangle, counted once at each of its corners.
    triangles = [
        set(three) for three in combinations(friends, 3) if all(b in friends[a] for a, b in combinations(three, 2))
    ]
    degree = {person: len(circle) for person, circle in friends.items()}
    return {
        person: (sum(person in triangle for triangle in triangles), k * (k - 1) // 2)
        for person, k in degree.items()
        if k > 1
    }


FAMILY = function_family(
    name="clustering_coefficient",
    title="Clustering in a friendship network",
    statement=STATEMENT,
    code=CODE,
    entry_point="clustering",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=14,
)
