"""Dynamic programming: the longest stretch that two words share."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Return the longest stretch of letters that occurs in both words (the one that ends first in the first word, if several
are equally long), with the index at which it begins in the first word. If they share no letter, return ('', 0).
"""

CODE = """
def shared_stretch(first, second):
    longest = 0
    end = 0
    previous = [0] * (len(second) + 1)
    for i in range(len(first)):
        current = [0] * (len(second) + 1)
        for j in range(len(second)):
            if first[i] == second[j]:
                current[j + 1] = previous[j] + 1
                if current[j + 1] > longest:
                    longest = current[j + 1]
                    end = i + 1
        previous = current
    return first[end - longest:end], end - longest
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.choice(["abc", "tuv", "mnop"])
    return tuple("".join(random.choices(letters, k=size + random.randint(1, 2))) for _ in range(2))


def oracle(first: str, second: str) -> tuple[str, int]:
    stretches = [
        (end - start, -end, start)
        for end in range(len(first) + 1)
        for start in range(end)
        if first[start:end] in second
    ]
    if not stretches:
        return "", 0
    length, _, start = max(stretches)
    return first[start : start + length], start


FAMILY = function_family(
    name="longest_common_substring",
    title="Longest common substring",
    statement=STATEMENT,
    code=CODE,
    entry_point="shared_stretch",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
)
