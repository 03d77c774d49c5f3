"""Maximum subarray (CLRS), Kadane's algorithm with the borders of the best part."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Given a non-empty list of integers, find the contiguous part with the largest sum. Return the sum and the indices of
the first and last element of the part. Of several parts with that sum the one that ends first is reported.
"""

CODE = """
def maximum_subarray(values):
    best = values[0]
    best_start = best_end = 0
    current = values[0]
    start = 0
    for i in range(1, len(values)):
        if current < 0:
            current = values[i]
            start = i
        else:
            current += values[i]
        if current > best:
            best = current
            best_start, best_end = start, i
    return best, best_start, best_end
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [random.randint(-20, 20) for _ in range(size)]
    if random.random() < 0.08:
        values = [-abs(value) - 1 for value in values]
    return (values,)


def oracle(values: list[int]) -> tuple[int, int, int]:
    parts = [(sum(values[start : end + 1]), -end, -start) for end in range(len(values)) for start in range(end + 1)]
    total, end, start = max(parts)
    return total, -start, -end


FAMILY = function_family(
    name="maximum_subarray",
    title="Maximum subarray (Kadane)",
    statement=STATEMENT,
    code=CODE,
    entry_point="maximum_subarray",
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=120,
)
