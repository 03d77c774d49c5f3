"""Wildcard matching with ? and * by dynamic programming over two pointers."""

from __future__ import annotations

from fnmatch import fnmatchcase
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
In a pattern '?' stands for exactly one character and '*' for any number of them, also none. Return the names that fit
the pattern as a whole, in the order given.
"""

CODE = """
def matches(name, pattern):
    reachable = {0}
    for sign in pattern:
        following = set()
        for place in reachable:
            if sign == "*":
                following.update(range(place, len(name) + 1))
            elif place < len(name) and sign in ("?", name[place]):
                following.add(place + 1)
        reachable = following
    return len(name) in reachable


def matching_names(names, pattern):
    kept = []
    for name in names:
        if matches(name, pattern):
            kept.append(name)
    return kept
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    endings = ["txt", "py", "md", "t"]
    names = []
    for _ in range(size + 1):
        names.append("".join(random.choices("abn", k=random.randint(1, 3))) + "." + random.choice(endings))
    chosen = list(random.choice(names))
    for _ in range(random.randint(1, 2)):
        chosen[random.randrange(len(chosen))] = "?"
    start = random.randrange(len(chosen))
    chosen[start : start + random.randint(1, 3)] = ["*"]
    return names, "".join(chosen)


def oracle(names: list[str], pattern: str) -> list[str]:
    return [name for name in names if fnmatchcase(name, pattern)]


FAMILY = function_family(
    name="wildcard_match",
    title="File names and wildcards",
    statement=STATEMENT,
    code=CODE,
    entry_point="matching_names",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=30,
)
