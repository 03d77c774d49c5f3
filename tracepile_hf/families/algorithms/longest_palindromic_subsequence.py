"""Interval dynamic programming: the longest palindromic subsequence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Letters of a word may be struck out. Return the length of the longest palindrome that can be left, and the palindrome
itself, found by striking out the first letter rather than the last one when both are equally good.
"""

CODE = """
def palindrome_inside(word):
    n = len(word)
    best = [[""] * (n + 1) for _ in range(n + 1)]
    for start in range(n - 1, -1, -1):
        best[start][start + 1] = word[start]
        for end in range(start + 2, n + 1):
            if word[start] == word[end - 1]:
                best[start][end] = word[start] + best[start + 1][end - 1] + word[start]
            elif len(best[start + 1][end]) >= len(best[start][end - 1]):
                best[start][end] = best[start + 1][end]
            else:
                best[start][end] = best[start][end - 1]
    return len(best[0][n]), best[0][n]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.choice(["abc", "lmno", "aest"])
    return ("".join(random.choices(letters, k=size + random.randint(0, 2))),)


def oracle(word: str) -> tuple[int, str]:
    @cache
    def left(part: str) -> str:
        if len(part) < 2 or part == part[::-1]:
            return part
        if part[0] == part[-1]:
            return part[0] + left(part[1:-1]) + part[0]
        return max([left(part[1:]), left(part[:-1])], key=len)

    return len(left(word)), left(word)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result[1],)


FAMILY = function_family(
    name="longest_palindromic_subsequence",
    title="Longest palindrome inside a word",
    statement=STATEMENT,
    code=CODE,
    entry_point="palindrome_inside",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
    invert=Inverse(
        "a palindrome is its own longest palindrome",
        (
            "result[1]",
            "result[1][::-1]",
        ),
        invert,
    ),
)
