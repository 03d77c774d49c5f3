"""Look-and-say: describe the runs of digits of the term before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Each term of the sequence describes the one before by its runs of equal digits: 112 is read "two 1s, one 2" and gives
2112. Starting from the given term, return the list of terms after the given number of steps, the first term included.
"""

CODE = """
def look_and_say(term, steps):
    terms = [term]
    for _ in range(steps):
        description = ""
        count = 1
        for i in range(len(term)):
            if i + 1 < len(term) and term[i + 1] == term[i]:
                count += 1
            else:
                description += str(count) + term[i]
                count = 1
        term = description
        terms.append(term)
    return terms
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return str(random.randint(1, 9999)), size


def oracle(term: str, steps: int) -> list[str]:
    terms = [term]
    while len(terms) <= steps:
        terms.append(re.sub(r"(.)\1*", lambda run: f"{len(run.group())}{run.group(1)}", terms[-1]))
    return terms


IDEA = (
    "Each term is the one before read aloud: how many of which digit stand in a row. A run is over where "
    "the next digit differs."
)
INVARIANTS = (
    Invariant(
        "term[i - count + 1:i + 1] == term[i] * count",
        "{count|# digit} {term[i]} in a row {count|ends/end} at place {i}",
        line="description += str(count) + term[i]",
    ),
    Invariant(
        "len(term) % 2 == 0",
        "the new term has {len(term)|# digit}, always two for one run",
        line="terms.append(term)",
    ),
    Invariant(
        "term == result[0] and steps == len(result) - 1",
        "the list begins with the term itself, {result[0]}, and has one term more than there are steps",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield result[0], len(result) - 1


FAMILY = function_family(
    name="look_and_say",
    title="Look-and-say sequence",
    statement=STATEMENT,
    code=CODE,
    entry_point="look_and_say",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=9,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the terms are listed from the first one on, so the list begins with the argument, and the other "
        "terms count the steps",
        (
            "result[0]",
            "len(result) - 1",
        ),
        invert,
    ),
)
