"""A small matrix class; a power by repeated squaring."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Return the given 2 x 2 matrix of integers raised to the n-th power modulo m, as a list of rows, and how many matrix
products it took when squaring repeatedly from the lowest binary digit of n to the highest.
"""

CODE = """
class Matrix:
    products = 0

    def __init__(self, rows, modulus):
        self.rows = rows
        self.modulus = modulus

    def __matmul__(self, other):
        Matrix.products += 1
        (a, b), (c, d) = self.rows
        (e, f), (g, h) = other.rows
        rows = [[a * e + b * g, a * f + b * h], [c * e + d * g, c * f + d * h]]
        return Matrix([[x % self.modulus for x in row] for row in rows], self.modulus)


def matrix_power(rows, n, m):
    Matrix.products = 0
    result = Matrix([[1 % m, 0], [0, 1 % m]], m)
    base = Matrix(rows, m)
    while n > 0:
        if n % 2 == 1:
            result = result @ base
        base = base @ base
        n //= 2
    return result.rows, Matrix.products
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    rows = [[random.randint(0, 6) for _ in range(2)] for _ in range(2)]
    return rows, random.randint(2 ** (size - 1), 2**size), random.choice([10, 97, 100, 1000])


def oracle(rows: list[list[int]], n: int, m: int) -> tuple[list[list[int]], int]:
    # Cayley-Hamilton: A^n = u A + v I, found as x^n modulo x^2 - trace x + determinant, highest digit first.
    (a, b), (c, d) = rows
    trace, determinant = a + d, a * d - b * c
    u, v = 0, 1
    for digit in bin(n)[2:]:
        u, v = 2 * u * v + u * u * trace, v * v - u * u * determinant
        if digit == "1":
            u, v = v + u * trace, -u * determinant
        u, v = u % m, v % m
    power = [[(u * a + v) % m, u * b % m], [u * c % m, (u * d + v) % m]]
    return power, len(bin(n)) - 2 + bin(n).count("1")


FAMILY = function_family(
    name="matrix_class",
    title="Powers of a matrix object",
    statement=STATEMENT,
    code=CODE,
    entry_point="matrix_power",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
