"""Three unknown prices solved by sympy, against elimination with fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import FRUITS, listing, person, some

STATEMENTS = (
    """At a market stall, $bill1 cost $$$t1; $bill2 cost $$$t2; and $bill3 cost $$$t3. Find the prices of one $x, one
    $y and one $z, in dollars.""",
    """$name writes down three bills: $bill1 for $$$t1; $bill2 for $$$t2; $bill3 for $$$t3. What does one $x cost, what
    one $y, and what one $z (in dollars, in this order)?""",
    """Three customers of a fruit stand paid $$$t1 for $bill1, $$$t2 for $bill2, and $$$t3 for $bill3. How many dollars
    is one $x, one $y and one $z?""",
)

CODE = """
from sympy import Eq, solve, symbols

x, y, z = symbols("x y z")
coefficients = $rows
totals = [$t1, $t2, $t3]
equations = []
for (a, b, c), total in zip(coefficients, totals):
    equations.append(Eq(a * x + b * y + c * z, total))
prices = solve(equations, [x, y, z])
print(prices[x], prices[y], prices[z])
"""


def generate(random: Random, size: int) -> dict[str, object]:
    while True:
        rows = [tuple(random.randint(1, 3 + size) for _ in range(3)) for _ in range(3)]
        if _determinant(rows) != 0:
            break
    prices = [random.randint(1, 9 + size) for _ in range(3)]
    fruits = random.sample(FRUITS, 3)
    bills = [listing([some(count, fruit) for count, fruit in zip(row, fruits, strict=True)]) for row in rows]
    totals = [sum(count * price for count, price in zip(row, prices, strict=True)) for row in rows]
    values: dict[str, object] = {**person(random), "rows": rows, **dict(zip("xyz", fruits, strict=True))}
    for number, (bill, total) in enumerate(zip(bills, totals, strict=True), 1):
        values |= {f"bill{number}": bill, f"t{number}": total}
    return values


def _determinant(rows: list[tuple[int, ...]]) -> int:
    (a, b, c), (d, e, f), (g, h, i) = rows
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def oracle(rows: list[tuple[int, ...]], t1: int, t2: int, t3: int) -> str:
    system = [[*map(Fraction, row), Fraction(total)] for row, total in zip(rows, (t1, t2, t3), strict=True)]
    for column in range(3):
        pivot = next(row for row in range(column, 3) if system[row][column] != 0)
        system[column], system[pivot] = system[pivot], system[column]
        system[column] = [value / system[column][column] for value in system[column]]
        for row in range(3):
            if row != column:
                factor = system[row][column]
                system[row] = [v - factor * p for v, p in zip(system[row], system[column], strict=True)]
    return " ".join(str(row[3]) for row in system)


FAMILY = template_family(
    name="three_prices",
    title="Three prices from three bills",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=12,
    modules=("sympy",),
)
