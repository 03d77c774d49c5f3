"""Manacher's algorithm on a word with separators."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Return the longest palindromic stretch of a word (the first one if several are equally long), and the list of the
lengths of the longest palindromes around all centres: before the first letter, at it, between it and the second, and
so on.
"""

CODE = """
def longest_palindrome(word):
    text = "|" + "|".join(word) + "|"
    radius = [0] * len(text)
    centre = right = 0
    for i in range(len(text)):
        if i < right:
            radius[i] = min(right - i, radius[2 * centre - i])
        low = i - radius[i] - 1
        high = i + radius[i] + 1
        while low >= 0 and high < len(text) and text[low] == text[high]:
            radius[i] += 1
            low -= 1
            high += 1
        if i + radius[i] > right:
            centre = i
            right = i + radius[i]
    longest = max(radius)
    start = (radius.index(longest) - longest) // 2
    return word[start:start + longest], radius
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.sample("abcxyz", random.randint(2, 3))
    half = "".join(random.choices(letters, k=size // 2))
    return ((half + half[::-1] + "".join(random.choices(letters, k=3)))[: size + 1],)


def oracle(word: str) -> tuple[str, list[int]]:
    n = len(word)
    lengths = []
    for double_centre in range(2 * n + 1):
        spans = [(a, double_centre - a) for a in range(max(0, double_centre - n), double_centre // 2 + 1)]
        lengths.append(max(b - a for a, b in spans if word[a:b] == word[a:b][::-1]))
    stretches = [word[a:b] for a in range(n) for b in range(a + 1, n + 1) if word[a:b] == word[a:b][::-1]]
    return max(stretches, key=len), lengths


FAMILY = function_family(
    name="manacher",
    title="Palindromes around every centre (Manacher)",
    statement=STATEMENT,
    code=CODE,
    entry_point="longest_palindrome",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
)
