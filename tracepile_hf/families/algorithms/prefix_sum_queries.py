"""Two-dimensional prefix sums answer queries in constant time."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

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
)
