"""Dynamic programming: in how many ways digits can be read as letters."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Letters were sent as numbers, A as 1 to Z as 26, without gaps. Return in how many ways the digits can be read as
letters, and one reading: the one with the longest numbers as far to the left as possible ('' if there is none).
"""

CODE = """
def readings(digits):
    n = len(digits)
    ways = [0] * n + [1, 0]
    for i in range(n - 1, -1, -1):
        if digits[i] == "0":
            continue
        ways[i] = ways[i + 1]
        if i + 1 < n and int(digits[i:i + 2]) <= 26:
            ways[i] += ways[i + 2]
    word = ""
    i = 0
    while i < n and ways[0] > 0:
        width = 1
        if i + 1 < n and int(digits[i:i + 2]) <= 26 and ways[i + 2] > 0:
            width = 2
        word += chr(ord("A") + int(digits[i:i + width]) - 1)
        i += width
    return ways[0], word
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    digits = random.choice("123")
    while len(digits) < size:
        digits += random.choice("1112223456789") if random.random() < 0.95 else "0"
    return (digits,)


def oracle(digits: str) -> tuple[int, str]:
    def words(rest: str) -> list[str]:
        if not rest:
            return [""]
        found = []
        for width in (2, 1):
            number = rest[:width]
            if len(number) == width and number[0] != "0" and int(number) <= 26:
                found += ["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[int(number) - 1] + word for word in words(rest[width:])]
        return found

    found = words(digits)
    return len(found), found[0] if found else ""


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    ways, word = output
    if ways:
        yield ("".join(str(ord(letter) - ord("A") + 1) for letter in word),)
    yield ("0",)


IDEA = (
    "A text of digits begins with a letter of one digit or of two. So the number of readings from a place "
    "on is the sum of the numbers one and two places further on."
)
INVARIANTS = (
    Invariant(
        "ways[i] == ways[i + 1]",
        "with {digits[i]} as a letter of its own the text from place {i} on has {ways[i]|# reading}",
        line="ways[i] = ways[i + 1]",
    ),
    Invariant(
        "ways[i] == ways[i + 1] + ways[i + 2]",
        "from place {i} on there are {ways[i + 1] + ways[i + 2]|calc} readings",
        line="ways[i] += ways[i + 2]",
    ),
    Invariant(
        "len(word) <= i <= n",
        "{i} of {n|# digit} {i|is/are} read as {word}",
        line="i += width",
    ),
)


FAMILY = function_family(
    name="decode_ways",
    title="Readings of a digit string",
    statement=STATEMENT,
    code=CODE,
    entry_point="readings",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=24,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
