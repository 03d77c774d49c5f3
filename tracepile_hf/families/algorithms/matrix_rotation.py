"""Rotate a square matrix in place, ring by ring, and sum its diagonals."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Turn a square matrix a quarter clockwise, in place, by moving four numbers at a time round each ring. Return the
matrix and the sums of its two diagonals after the turn, the one from the upper left first.
"""

CODE = """
def rotate(matrix):
    n = len(matrix)
    for ring in range(n // 2):
        last = n - 1 - ring
        for i in range(ring, last):
            offset = i - ring
            kept = matrix[ring][i]
            matrix[ring][i] = matrix[last - offset][ring]
            matrix[last - offset][ring] = matrix[last][last - offset]
            matrix[last][last - offset] = matrix[i][last]
            matrix[i][last] = kept
    down = up = 0
    for i in range(n):
        down += matrix[i][i]
        up += matrix[n - 1 - i][i]
    return matrix, down, up
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + random.randint(0, 1)
    return ([[random.randint(1, 50) for _ in range(n)] for _ in range(n)],)


def oracle(matrix: list[list[int]]) -> tuple[list[list[int]], int, int]:
    n = len(matrix)
    turned = [[matrix[n - 1 - c][r] for c in range(n)] for r in range(n)]
    return turned, sum(matrix[n - 1 - i][i] for i in range(n)), sum(matrix[i][i] for i in range(n))


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield ([list(row) for row in zip(*result[0], strict=True)][::-1],)


FAMILY = function_family(
    name="matrix_rotation",
    title="Turning and adding up a matrix",
    statement=STATEMENT,
    code=CODE,
    entry_point="rotate",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=20,
    invert=Inverse(
        "the matrix was turned clockwise, so a turn the other way undoes it: its last column, read "
        "downwards, becomes the first row, and so on",
        ("[row[-1] for row in result[0]]",),
        invert,
    ),
)
