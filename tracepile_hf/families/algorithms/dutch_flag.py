"""Three-way partition around a pivot."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Rearrange a list in place around a pivot so that smaller elements come first, then equal ones, then larger ones, with
one pass and two moving borders. Return the list and the numbers of smaller, equal and larger elements.
"""

CODE = """
def partition_three(values, pivot):
    low = 0
    i = 0
    high = len(values) - 1
    while i <= high:
        if values[i] < pivot:
            values[low], values[i] = values[i], values[low]
            low += 1
            i += 1
        elif values[i] > pivot:
            values[i], values[high] = values[high], values[i]
            high -= 1
        else:
            i += 1
    return values, (low, high - low + 1, len(values) - 1 - high)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [random.randint(1, 9) for _ in range(size)]
    return values, random.choice([random.choice(values), 5])


def oracle(values: list[int], pivot: int) -> tuple[list[int], tuple[int, int, int]]:
    # Elements are taken from the front, except that a larger one calls for the last one not yet taken.
    waiting = list(values)
    smaller, equal, larger = [], [], []  # type: list[int], list[int], list[int]
    while waiting:
        value = waiting.pop(0)
        while value > pivot:
            larger.insert(0, value)
            if not waiting:
                break
            value = waiting.pop()
        else:
            (smaller if value < pivot else equal).append(value)
    return smaller + equal + larger, (len(smaller), len(equal), len(larger))


IDEA = (
    "Three parts grow inside one list: less than the pivot on the left, equal in the middle, greater on "
    "the right. What lies between `i` and `high` is not looked at yet."
)
INVARIANTS = (
    Invariant(
        "all(value < pivot for value in values[:low])",
        "the first {low|# value} {low|is/are} less than {pivot}",
        line="low += 1",
    ),
    Invariant(
        "all(value > pivot for value in values[high + 1:])",
        "the last {len(values) - 1 - high|# value} {len(values) - 1 - high|is/are} greater than {pivot}",
        line="high -= 1",
    ),
    Invariant(
        "low <= i and all(value == pivot for value in values[low:i])",
        "{high - i + 1|# value} {high - i + 1|is/are} left to look at",
        line="while i <= high:",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    values, (low, equal, high) = result
    larger = values[low + equal :]
    for place in range(1, high):
        larger[0], larger[place] = larger[place], larger[0]
    pivot = values[low] if equal else max(values[:low], default=0) + 1
    yield values[: low + equal] + larger, pivot


FAMILY = function_family(
    name="dutch_flag",
    title="The Dutch national flag",
    statement=STATEMENT,
    code=CODE,
    entry_point="partition_three",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the pivot is the value of the middle part; a list that has its parts in order already keeps the "
        "smaller and the equal ones as they are, and only the larger ones are exchanged from the outside "
        "in, so their exchanges are undone",
        (
            "result[1]",
            "result[0][:result[1][0]]",
            "result[0][result[1][0] + result[1][1]:]",
        ),
        invert,
    ),
)
