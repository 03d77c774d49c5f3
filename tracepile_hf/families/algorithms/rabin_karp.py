"""Rabin-Karp: a rolling hash finds candidates, letters are compared only there."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Find a pattern of lower-case letters in a text with a rolling hash: the letters count as digits 1 to 26 in base 31,
modulo 101. Return the indices at which the pattern occurs, and the indices at which only the hash agreed but the
letters did not.
"""

CODE = """
BASE = 31
MODULUS = 101


def code(letter):
    return ord(letter) - ord("a") + 1


def rabin_karp(text, pattern):
    m = len(pattern)
    highest = pow(BASE, m - 1, MODULUS)
    wanted = 0
    rolling = 0
    for i in range(m):
        wanted = (wanted * BASE + code(pattern[i])) % MODULUS
        rolling = (rolling * BASE + code(text[i])) % MODULUS
    found = []
    false_alarms = []
    for start in range(len(text) - m + 1):
        if start > 0:
            rolling = (rolling - code(text[start - 1]) * highest) % MODULUS
            rolling = (rolling * BASE + code(text[start + m - 1])) % MODULUS
        if rolling == wanted:
            if text[start:start + m] == pattern:
                found.append(start)
            else:
                false_alarms.append(start)
    return found, false_alarms
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.choice(["ab", "abc", "xyz", "no"])
    text = "".join(random.choices(letters, k=size + 3))
    m = random.randint(2, 3)
    start = random.randint(0, len(text) - m)
    return text, text[start : start + m]


def oracle(text: str, pattern: str) -> tuple[list[int], list[int]]:
    def value(word: str) -> int:
        total = 0
        for letter in word:
            total = 31 * total + ord(letter) - 96
        return total % 101

    windows = [text[i : i + len(pattern)] for i in range(len(text) - len(pattern) + 1)]
    found = [i for i, window in enumerate(windows) if window == pattern]
    return found, [i for i, window in enumerate(windows) if value(window) == value(pattern) and i not in found]


FAMILY = function_family(
    name="rabin_karp",
    title="Rabin-Karp search",
    statement=STATEMENT,
    code=CODE,
    entry_point="rabin_karp",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=300,
)
