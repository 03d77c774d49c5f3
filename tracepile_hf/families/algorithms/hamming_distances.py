"""Hamming distances between words of bits."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Code words are given as whole numbers. Return the smallest Hamming distance (number of different binary digits)
between two of them, all pairs (i, j), i < j, of indices that have it, and the sum of all distances.
"""

CODE = """
def closest_codes(words):
    smallest = None
    pairs = []
    total = 0
    for j in range(1, len(words)):
        for i in range(j):
            distance = bin(words[i] ^ words[j]).count("1")
            total += distance
            if smallest is None or distance < smallest:
                smallest = distance
                pairs = []
            if distance == smallest:
                pairs.append((i, j))
    return smallest, pairs, total
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (random.sample(range(256), size + 1),)


def oracle(words: list[int]) -> tuple[int, list[tuple[int, int]], int]:
    rows = [f"{word:08b}" for word in words]
    distance = {
        (i, j): sum(a != b for a, b in zip(rows[i], rows[j], strict=True)) for j in range(len(words)) for i in range(j)
    }
    ones = [sum(row[column] == "1" for row in rows) for column in range(8)]
    least = min(distance.values())
    return least, [pair for pair in distance if distance[pair] == least], sum(k * (len(words) - k) for k in ones)


IDEA = "XOR leaves a one exactly where two words differ. So counting the ones of the XOR counts the differing digits."
INVARIANTS = (
    Invariant(
        "distance == bin(words[i] ^ words[j]).count('1') and total >= distance",
        "{words[i]} and {words[j]} differ in {distance|# digit}",
        line="total += distance",
    ),
    Invariant(
        "distance == smallest",
        "the smallest distance so far is {smallest}, for {len(pairs)|# pair}",
        line="pairs.append((i, j))",
    ),
)


FAMILY = function_family(
    name="hamming_distances",
    title="Closest code words",
    statement=STATEMENT,
    code=CODE,
    entry_point="closest_codes",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
)
