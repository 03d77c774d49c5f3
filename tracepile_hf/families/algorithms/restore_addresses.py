"""Backtracking: all ways to split digits into numbers from 0 to 255."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
The dots of an address such as 10.0.25.7 got lost; only its digits are left. Return all addresses of the given number
of parts, each from 0 to 255 without leading zeros, that have these digits, shorter first parts before longer ones.
"""

CODE = """
def restore(digits, parts):
    addresses = []
    chosen = []

    def split(start):
        if len(chosen) == parts:
            if start == len(digits):
                addresses.append(".".join(chosen))
            return
        for end in range(start + 1, min(start + 3, len(digits)) + 1):
            part = digits[start:end]
            if int(part) > 255 or (part[0] == "0" and len(part) > 1):
                break
            chosen.append(part)
            split(end)
            chosen.pop()

    split(0)
    return addresses
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    digits = "".join(random.choices("0112223456789", k=size + random.randint(0, 1)))
    return digits, random.randint(2, 3) if size < 8 else 4


def oracle(digits: str, parts: int) -> list[str]:
    addresses = []
    for dots in combinations(range(1, len(digits)), parts - 1):
        marks = [0, *dots, len(digits)]
        pieces = [digits[marks[i] : marks[i + 1]] for i in range(parts)]
        if all(str(int(piece)) == piece and int(piece) < 256 for piece in pieces):
            addresses.append(".".join(pieces))
    return addresses


FAMILY = function_family(
    name="restore_addresses",
    title="Where do the dots go?",
    statement=STATEMENT,
    code=CODE,
    entry_point="restore",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
