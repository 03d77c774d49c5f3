"""Sparse table: maxima of all stretches whose length is a power of two."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Given a list of numbers and a list of queries (first, last), both ends included, return the maximum of each stretch. A
table of the maxima of all stretches of 1, 2, 4, ... elements is built first; return its number of rows as well.
"""

CODE = """
def range_maxima(values, queries):
    table = [values]
    width = 1
    while 2 * width <= len(values):
        above = table[-1]
        row = []
        for start in range(len(values) - 2 * width + 1):
            row.append(max(above[start], above[start + width]))
        table.append(row)
        width *= 2
    answers = []
    for first, last in queries:
        level = (last - first + 1).bit_length() - 1
        row = table[level]
        answers.append(max(row[first], row[last - 2 ** level + 1]))
    return answers, len(table)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + random.randint(0, 3)
    values = [random.randint(1, 99) for _ in range(n)]
    queries = [tuple(sorted(random.choices(range(n), k=2))) for _ in range(4)]
    return values, queries


def oracle(values: list[int], queries: list[tuple[int, int]]) -> tuple[list[int], int]:
    rows = sum(2**k <= len(values) for k in range(20))
    return [max(values[first : last + 1]) for first, last in queries], rows


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    answers, levels = result
    values = answers if len(answers) < 2**levels else list(dict.fromkeys(answers))
    values = values + values[-1:] * (2 ** (levels - 1) - len(values))
    yield values, [(values.index(answer), values.index(answer)) for answer in answers]


FAMILY = function_family(
    name="sparse_table",
    title="Range maximum with a sparse table",
    statement=STATEMENT,
    code=CODE,
    entry_point="range_maxima",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=64,
    invert=Inverse(
        "a query for one place answers with the value there, so the answers themselves may be the "
        "values; the number of levels tells how many values there must be, and if there are more places "
        "than answers, the last value is repeated",
        (
            "result[0]",
            "2 ** (result[1] - 1)",
        ),
        invert,
    ),
)
