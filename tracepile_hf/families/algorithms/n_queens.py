"""Backtracking: n queens, some squares forbidden."""

from __future__ import annotations

from itertools import permutations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Place one queen in each row of an n x n board so that no two attack each other and none stands on a forbidden square
(row, column). Columns are tried from left to right. Return the columns of the queens row by row for the first
solution, or None, and the number of queens placed in all, those taken back included.
"""

CODE = """
def place_queens(n, forbidden):
    columns = []
    placed = 0

    def solve(row):
        nonlocal placed
        if row == n:
            return True
        attacked = set()
        for other, column in enumerate(columns):
            attacked.update([column, column + row - other, column - row + other])
        for column in range(n):
            if column in attacked or (row, column) in forbidden:
                continue
            columns.append(column)
            placed += 1
            if solve(row + 1):
                return True
            columns.pop()
        return False

    if solve(0):
        return columns, placed
    return None, placed
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    squares = [(row, column) for row in range(size) for column in range(size)]
    return size, sorted(random.sample(squares, random.randint(size - 1, 2 * size) if size > 2 else 0))


def oracle(n: int, forbidden: list[tuple[int, int]]) -> tuple[list[int] | None, int]:
    def peaceful(columns: tuple[int, ...]) -> bool:
        squares = list(enumerate(columns))
        diagonals = [{row + sign * column for row, column in squares} for sign in (1, -1)]
        return not set(squares) & set(forbidden) and all(len(diagonal) == len(columns) for diagonal in diagonals)

    beginnings = sorted(p for length in range(1, n + 1) for p in permutations(range(n), length) if peaceful(p))
    for number, columns in enumerate(beginnings, start=1):
        if len(columns) == n:
            return list(columns), number
    return None, len(beginnings)


FAMILY = function_family(
    name="n_queens",
    title="Queens on a board with holes",
    statement=STATEMENT,
    code=CODE,
    entry_point="place_queens",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=7,
)
