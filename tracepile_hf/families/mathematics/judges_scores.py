"""Scores without the highest and lowest: one pass with a minimum and a maximum, against slicing a sorted list."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """In a skating contest each skater gets $judges marks. The highest and the lowest mark are struck out and the rest
    are averaged. The marks are $marks_text. What is the best average (an exact fraction), and which skater, by number,
    reaches it first?""",
    """Gymnasts receive $judges marks each: $marks_text. For every gymnast one best and one worst mark are removed.
    Find the highest mean of the remaining marks, exactly, and the number of the first gymnast who has it.""",
    """A cooking show has $judges judges. The points were $marks_text. Each cook's best and worst mark do not count.
    What is the highest mean of the marks that count, as an exact number, and which cook gets it (the one with the
    lowest number in a tie)?""",
)

CODE = """
from fractions import Fraction

all_marks = $marks
best_mean = Fraction(-1)
best_number = 0
for number, marks in enumerate(all_marks, start=1):
    highest = lowest = marks[0]
    total = 0
    for mark in marks:
        total += mark
        highest = max(highest, mark)
        lowest = min(lowest, mark)
    mean = Fraction(total - highest - lowest, len(marks) - 2)
    if mean > best_mean:
        best_mean = mean
        best_number = number
print(best_mean, best_number)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    judges = random.randint(4, max(4, size - 1))
    marks = [[random.randint(2, 10) for _ in range(judges)] for _ in range(random.randint(2, 4))]
    parts = [f"{', '.join(map(str, row))} for number {number}" for number, row in enumerate(marks, 1)]
    return {"judges": judges, "marks": marks, "marks_text": "; ".join(parts)}


def oracle(marks: list[list[int]]) -> str:
    sums = [sum(sorted(row)[1:-1]) for row in marks]
    return f"{Fraction(max(sums), len(marks[0]) - 2)} {sums.index(max(sums)) + 1}"


FAMILY = template_family(
    name="judges_scores",
    title="Judges' scores without the extremes",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=12,
)
