"""Two-dimensional prefix sums answer queries in constant time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Return the sum of the numbers in each queried rectangle (top, left, bottom, right) of a table, rows and columns
counted from 0 and the borders included, using a table of the sums of all rectangles from the upper left corner;
return that table too.
"""

CODE = """
def rectangle_sums(table, queries):
    rows, columns = len(table), len(table[0])
    sums = [[0] * (columns + 1) for _ in range(rows + 1)]
    for r in range(rows):
        for c in range(columns):
            sums[r + 1][c + 1] = table[r][c] + sums[r][c + 1] + sums[r + 1][c] - sums[r][c]
    answers = []
    for top, left, bottom, right in queries:
        total = sums[bottom + 1][right + 1]
        total -= sums[top][right + 1] + sums[bottom + 1][left]
        total += sums[top][left]
        answers.append(total)
    return answers, sums
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    rows, columns = size + random.randint(0, 1), size + random.randint(1, 2)
    table = [[random.randint(-5, 20) for _ in range(columns)] for _ in range(rows)]
    queries = []
    for _ in range(3):
        top, bottom = sorted(random.choices(range(rows), k=2))
        left, right = sorted(random.choices(range(columns), k=2))
        queries.append((top, left, bottom, right))
    return table, queries


def oracle(table: list[list[int]], queries: list[tuple[int, int, int, int]]) -> tuple[list[int], list[list[int]]]:
    def total(top: int, left: int, bottom: int, right: int) -> int:
        return sum(sum(row[left : right + 1]) for row in table[top : bottom + 1])

    sums = [[total(0, 0, r, c) for c in range(-1, len(table[0]))] for r in range(-1, len(table))]
    return [total(*query) for query in queries], sums


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    answers, sums = result
    rows, columns = len(sums) - 1, len(sums[0]) - 1
    table = [
        [sums[r + 1][c + 1] - sums[r][c + 1] - sums[r + 1][c] + sums[r][c] for c in range(columns)] for r in range(rows)
    ]
    found: dict[int, tuple[int, int, int, int]] = {}
    for top in range(rows):
        for left in range(columns):
            for bottom in range(top, rows):
                for right in range(left, columns):
                    total = sum(sum(row[left : right + 1]) for row in table[top : bottom + 1])
                    found.setdefault(total, (top, left, bottom, right))
    if all(answer in found for answer in answers):
        yield table, [found[answer] for answer in answers]


FAMILY = function_family(
    name="prefix_sum_queries",
    title="Sums of rectangles",
    statement=STATEMENT,
    code=CODE,
    entry_point="rectangle_sums",
    generate=generate,
    oracle=oracle,
    default_size=2,
    max_size=16,
    invert=Inverse(
        "each number of the table is what the running sum at its corner has more than its neighbours "
        "above and on the left, less the one between them; for each answer we then look for a rectangle "
        "with that sum",
        (
            "len(result[1]) - 1",
            "result[0]",
        ),
        invert,
    ),
)
