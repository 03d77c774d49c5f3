"""Longest common subsequence (CLRS): the table and one subsequence read back from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Given two words, find a longest sequence of letters that occurs in both in the same order, not necessarily side by
side. Return its length and, walking back through the table from the end (upwards when in doubt), the subsequence
itself.
"""

CODE = """
def longest_common_subsequence(first, second):
    rows, columns = len(first), len(second)
    table = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            if first[i - 1] == second[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    letters = []
    i, j = rows, columns
    while i > 0 and j > 0:
        if first[i - 1] == second[j - 1]:
            letters.append(first[i - 1])
            i -= 1
            j -= 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return table[rows][columns], "".join(reversed(letters))
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.choice(["abc", "xyz", "ACGT", "mnop"])
    return tuple("".join(random.choices(letters, k=size + random.randint(0, 2))) for _ in range(2))


def oracle(first: str, second: str) -> tuple[int, str]:
    @cache
    def best(a: str, b: str) -> str:
        if not a or not b:
            return ""
        if a[-1] == b[-1]:
            return best(a[:-1], b[:-1]) + a[-1]
        without_a, without_b = best(a[:-1], b), best(a, b[:-1])
        return without_a if len(without_a) >= len(without_b) else without_b

    word = best(first, second)
    return len(word), word


IDEA = (
    "If two texts end in the same letter, it can be part of the answer; if not, one of the two last "
    "letters is of no use. So each entry of the table follows from its neighbours."
)
INVARIANTS = (
    Invariant(
        "first[i - 1] == second[j - 1] and table[i][j] <= min(i, j)",
        "both parts end in {first[i - 1]}, so they share {table[i - 1][j - 1] + 1|calc} letters",
        line="table[i][j] = table[i - 1][j - 1] + 1",
    ),
    Invariant(
        "first[i - 1] != second[j - 1]",
        (
            "{first[i - 1]} is not {second[j - 1]}, so the better of {table[i - 1][j]} and {table[i][j - 1]} is "
            "kept: {table[i][j]}"
        ),
        line="table[i][j] = max(table[i - 1][j], table[i][j - 1])",
    ),
    Invariant(
        "result[0] == len(result[1])",
        "{result[1]} has {result[0]|# letter}",
        moment="result",
    ),
    Invariant(
        "len(first) >= result[0] and len(second) >= result[0]",
        "both texts hold the {result[0]|# letter} of {result[1]} in this order",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield result[1], result[1]


FAMILY = function_family(
    name="lcs_length",
    title="Longest common subsequence",
    statement=STATEMENT,
    code=CODE,
    entry_point="longest_common_subsequence",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a text shares all of itself with itself, so both texts may be the common letters",
        ("result[1]",),
        invert,
    ),
)
