"""Walk round a matrix from the outside to the inside."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Return the numbers of a matrix in the order of a clockwise spiral that begins in the upper left corner, and the number
of turns to the right made on the way.
"""

CODE = """
def spiral(matrix):
    rows, columns = len(matrix), len(matrix[0])
    visited = set()
    row, column = 0, 0
    down, right = 0, 1
    numbers = []
    turns = 0
    while len(numbers) < rows * columns:
        numbers.append(matrix[row][column])
        visited.add((row, column))
        r, c = row + down, column + right
        inside = 0 <= r < rows and 0 <= c < columns
        if len(numbers) < rows * columns and (not inside or (r, c) in visited):
            down, right = right, -down
            turns += 1
            r, c = row + down, column + right
        row, column = r, c
    return numbers, turns
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    columns = size + random.randint(0, 2)
    return ([[random.randint(1, 99) for _ in range(columns)] for _ in range(max(1, size - random.randint(0, 1)))],)


def oracle(matrix: list[list[int]]) -> tuple[list[int], int]:
    numbers: list[int] = []
    rows = [list(row) for row in matrix]
    sides = 0
    while rows:
        numbers += rows.pop(0)
        sides += 1
        rows = [list(column) for column in zip(*rows, strict=True)][::-1]  # a quarter turn to the left
    return numbers, sides - 1


FAMILY = function_family(
    name="spiral_order",
    title="Reading a matrix in a spiral",
    statement=STATEMENT,
    code=CODE,
    entry_point="spiral",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=16,
)
