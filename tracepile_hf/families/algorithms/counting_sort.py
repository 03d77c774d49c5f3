"""Stable counting sort of pairs by a small key."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Pupils are given as pairs (name, grade) with grades from 1 to 6. Return them sorted by grade, pupils of the same grade
in the order given, and the list of the positions at which each grade 1 to 6 begins in the sorted list.
"""

CODE = """
def sort_by_grade(pupils):
    counts = [0] * 7
    for name, grade in pupils:
        counts[grade] += 1
    starts = [0] * 7
    for grade in range(2, 7):
        starts[grade] = starts[grade - 1] + counts[grade - 1]
    positions = starts[1:]
    ordered = [None] * len(pupils)
    for name, grade in pupils:
        ordered[starts[grade]] = (name, grade)
        starts[grade] += 1
    return ordered, positions
"""


NAMES = ["Aki", "Bao", "Cho", "Dov", "Ela", "Fritz", "Gita", "Hoa", "Imre", "Jun", "Kofi", "Lena"]


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = random.sample(NAMES, size) if size <= len(NAMES) else [f"N{i}" for i in range(size)]
    return ([(name, random.randint(1, 6)) for name in names],)


def oracle(pupils: list[tuple[str, int]]) -> tuple[list[tuple[str, int]], list[int]]:
    ordered = [pupil for grade in range(1, 7) for pupil in pupils if pupil[1] == grade]
    return ordered, [sum(other < grade for _, other in pupils) for grade in range(1, 7)]


IDEA = (
    "Counting how many pupils have each grade tells where every grade begins in the sorted list. So each "
    "pupil can be put in place at once, with no comparisons."
)
INVARIANTS = (
    Invariant(
        "sum(counts) >= 1 and counts[grade] >= 1",
        "{sum(counts)|# pupil} {sum(counts)|is/are} counted, {counts[grade]} of them with grade {grade}",
        line="counts[grade] += 1",
    ),
    Invariant(
        "ordered[starts[grade] - 1] == (name, grade)",
        "{name} went to place {starts[grade] - 1}, and the next with grade {grade} goes to {starts[grade]}",
        line="starts[grade] += 1",
    ),
    Invariant(
        "starts[grade] == sum(counts[1:grade])",
        "{counts[1:grade]|sum} pupils have a better grade than {grade}, so its pupils begin there",
        line="starts[grade] = starts[grade - 1] + counts[grade - 1]",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result[0],)


FAMILY = function_family(
    name="counting_sort",
    title="Counting sort of records",
    statement=STATEMENT,
    code=CODE,
    entry_point="sort_by_grade",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "pupils of one grade keep their order and the grades come one after another, so the sorted list, "
        "sorted again, stays as it is and has the same positions",
        ("len(result[0])",),
        invert,
    ),
)
