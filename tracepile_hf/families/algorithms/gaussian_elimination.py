"""Gaussian elimination with exact fractions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Solve a system of linear equations with as many equations as unknowns. Each row lists the coefficients and, last, the
right-hand side. Return the unknowns as texts such as '3' or '-7/2', or None if the system does not have exactly one
solution.
"""

CODE = """
from fractions import Fraction


def solve_linear(rows):
    n = len(rows)
    rows = [[Fraction(x) for x in row] for row in rows]
    for column in range(n):
        pivot = column
        while pivot < n and rows[pivot][column] == 0:
            pivot += 1
        if pivot == n:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        divisor = rows[column][column]
        rows[column] = [x / divisor for x in rows[column]]
        for r in range(n):
            factor = rows[r][column]
            if r != column and factor != 0:
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column])]
    return [str(row[n]) for row in rows]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size if size > 1 else 1
    return ([[random.randint(-4, 5) for _ in range(n)] + [random.randint(-9, 12)] for _ in range(n)],)


def oracle(rows: list[list[int]]) -> list[str] | None:
    # Cramer's rule with determinants by expansion.
    def determinant(matrix: list[list[int]]) -> int:
        if not matrix:
            return 1
        minors = [[row[:c] + row[c + 1 :] for row in matrix[1:]] for c in range(len(matrix))]
        return sum((-1) ** c * matrix[0][c] * determinant(minor) for c, minor in enumerate(minors))

    n = len(rows)
    whole = determinant([row[:n] for row in rows])
    if whole == 0:
        return None
    parts = [determinant([[*row[:c], row[n], *row[c + 1 : n]] for row in rows]) for c in range(n)]
    return [str(Fraction(part, whole)) for part in parts]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    solution = [Fraction(part) for part in result]
    size = len(solution)
    rows = [[0] * size for _ in range(size)]
    for place, part in enumerate(solution):
        rows[place][place] = part.denominator
        rows[place].append(part.numerator)
    yield (rows,)


FAMILY = function_family(
    name="gaussian_elimination",
    title="Linear equations with fractions",
    statement=STATEMENT,
    code=CODE,
    entry_point="solve_linear",
    generate=generate,
    oracle=oracle,
    default_size=2,
    max_size=5,
    invert=Inverse(
        "one row for each unknown, with a 1 in its own place and the solution at its end, or the whole "
        "number that a fraction is a part of with its denominator in that place",
        (
            "len(result)",
            "result",
        ),
        invert,
    ),
)
