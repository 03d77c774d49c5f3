"""A table of differences built and extended, against a polynomial's values."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """Which number comes next? $text, ... (Take differences, and differences of those, until they are all the same.)""",
    """The row $text goes on by the same law; some row of its differences is constant. What is the next number?""",
)

CODE = """
rows = [$row]
while len(set(rows[-1])) > 1:
    upper = rows[-1]
    rows.append([upper[i + 1] - upper[i] for i in range(len(upper) - 1)])
    #: The differences of {upper|comma} are {rows[-1]|comma}. || From {upper|comma} we get the differences {rows[-1]|comma}.
step = rows[-1][-1]
#: They are all {step}. || Now all are {step}.
for row in reversed(rows[:-1]):
    step = row[-1] + step
    #: Going up, {row[-1]} + {was step} = {step}. || The row {row|comma} goes on with {row[-1]} + {was step} = {step}.
print(step)
#: The next number is {step}. || So {step} comes next.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    degree = 1 if size < 3 else random.randint(1, 3) if size > 6 else 2
    coefficients = [random.randint(1, 4), *(random.randint(-6, 9) for _ in range(degree))]
    row = [sum(c * x ** (degree - i) for i, c in enumerate(coefficients)) for x in range(1, degree + 4)]
    return {"row": row, "text": ", ".join(map(str, row))}


def oracle(row: list[int]) -> int:
    n = len(row)
    total = Fraction(0)
    for i, y in enumerate(row):
        term = Fraction(y)
        for j in range(n):
            if j != i:
                term *= Fraction(n - j, i - j)
        total += term
    return int(total)


FAMILY = told_family(
    name="next_in_row",
    title="The next number of a row, by its differences",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
)
