"""Levenshtein distance between two words, row by row."""

from __future__ import annotations

from functools import cache
from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Return the smallest number of single-letter insertions, deletions and replacements that turn the first word into the
second, and the last row of the table: the distances from the first word to each beginning of the second, the empty
one included.
"""

CODE = """
def edit_distance(first, second):
    previous = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        current = [i]
        for j, b in enumerate(second, start=1):
            if a == b:
                current.append(previous[j - 1])
            else:
                cheapest = min(previous[j - 1], previous[j], current[j - 1])
                current.append(cheapest + 1)
        previous = current
    return previous[-1], previous
"""


WORDS = [
    "stone",
    "store",
    "tone",
    "notes",
    "onset",
    "stern",
    "rest",
    "tree",
    "street",
    "sort",
    "roast",
    "tar",
    "rats",
    "star",
]


def generate(random: Random, size: int) -> tuple[object, ...]:
    if size > 6:
        return tuple("".join(random.choices("aenrst", k=size)) for _ in range(2))
    letters = list(random.choice(WORDS)[: size + 1])
    first = "".join(letters)
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(letters))
        letters[place : place + random.choice([0, 1, 1])] = random.choice(["", *"aenorst"])
        letters = letters or ["e"]
    second = "".join(letters[: size + 2])
    return (first, second) if random.random() < 0.5 else (second, first)


def oracle(first: str, second: str) -> tuple[int, list[int]]:
    @cache
    def distance(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        ways = [distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0])]
        return min(ways)

    row = [distance(first, second[:length]) for length in range(len(second) + 1)]
    return row[-1], row


IDEA = (
    "Where the last letters agree they cost nothing; else one of three edits comes last. So a row of "
    "distances follows from the row before it."
)
INVARIANTS = (
    Invariant(
        "current[j] == previous[j - 1] and a == b",
        "{a} is kept, so turning {first[:i]} into {second[:j]} costs {current[j]}, as before these letters",
        line="current.append(previous[j - 1])",
    ),
    Invariant(
        "current[j] == min(previous[j - 1], previous[j], current[j - 1]) + 1",
        "turning {first[:i]} into {second[:j]} costs {cheapest + 1|calc}",
        line="current.append(cheapest + 1)",
    ),
    Invariant(
        "abs(len(first) - len(second)) <= result[0] <= max(len(first), len(second))",
        (
            "{result[0]|# edit} {result[0]|lies/lie} between the difference of the lengths, {abs(len(first) - "
            "len(second))}, and the greater length, {max(len(first), len(second))}"
        ),
        moment="result",
    ),
)


FAMILY = function_family(
    name="edit_distance",
    title="Edit distance",
    statement=STATEMENT,
    code=CODE,
    entry_point="edit_distance",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
)
