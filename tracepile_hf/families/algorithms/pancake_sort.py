"""Sort by turning over stacks of pancakes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
A stack of pancakes is given by their sizes from top to bottom. In each round the largest pancake not yet in place is
brought to the top by turning over the part above and including it, then to its place by turning over everything not
yet in place; turns of a single pancake, or of one already in place, are not made. Return the sorted stack and the
numbers of pancakes turned each time.
"""

CODE = """
def turn(stack, count):
    return stack[:count][::-1] + stack[count:]


def pancake_sort(stack):
    turns = []
    for size in range(len(stack), 1, -1):
        largest = 0
        for i in range(size):
            if stack[i] > stack[largest]:
                largest = i
        if largest == size - 1:
            continue
        if largest > 0:
            stack = turn(stack, largest + 1)
            turns.append(largest + 1)
        stack = turn(stack, size)
        turns.append(size)
    return stack, turns
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (random.sample(range(1, size + 9), size),)


def oracle(stack: list[int]) -> tuple[list[int], list[int]]:
    turns: list[int] = []
    current = list(stack)
    for size, pancake in zip(range(len(stack), 0, -1), sorted(stack, reverse=True), strict=True):
        depth = current.index(pancake) + 1
        for count in [depth, size] if 1 < depth < size else [size] if depth == 1 < size else []:
            current[:count] = current[count - 1 :: -1] if count > 1 else current[:1]
            turns.append(count)
    return current, turns


IDEA = (
    "Two turns bring the largest of the rest to its place: one brings it to the top, one from there to "
    "the bottom of the rest. Below that, all is in order."
)
INVARIANTS = (
    Invariant(
        "stack[size - 1] == max(stack[:size])",
        "{stack[size - 1]} is the largest of the top {size}, and now it is the lowest of them",
        line="turns.append(size)",
    ),
    Invariant(
        "result[0] == sorted(stack)",
        "the stack is in order from top to bottom, after {len(result[1])|# turn}",
        moment="result",
    ),
    Invariant(
        "sorted(stack) == result[0]",
        "the stack holds {result[0]|list}, and taking back {len(result[1])|# turn} gives the order",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    stack, turns = result
    for count in reversed(turns):
        stack[:count] = stack[:count][::-1]
    yield (stack,)


FAMILY = function_family(
    name="pancake_sort",
    title="Pancake sort",
    statement=STATEMENT,
    code=CODE,
    entry_point="pancake_sort",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "turning the same part over twice changes nothing, so we turn the sorted stack over again, the last turn first",
        (
            "result[0]",
            "result[1][::-1]",
        ),
        invert,
    ),
)
