"""The least-squares line from sums, against the covariance around the means."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name measures these pairs (x, y): $points_text. Find the slope and the y-intercept of the line of best fit
    (least squares) as exact fractions.""",
    """After x weeks a plant is y cm tall; the measurements (x, y) are $points_text. Determine the least-squares line y
    = mx + b and give m and b exactly.""",
    """Fit a straight line to the points $points_text so that the sum of the squared vertical distances is smallest.
    Which slope and which intercept does it have? Write fractions.""",
)

CODE = """
from fractions import Fraction

def solution():
    points = $points
    n = len(points)
    sum_x = sum_y = sum_xx = sum_xy = 0
    for x, y in points:
        sum_x += x
        sum_y += y
        sum_xx += x * x
        sum_xy += x * y
    slope = Fraction(n * sum_xy - sum_x * sum_y, n * sum_xx - sum_x ** 2)
    intercept = (sum_y - slope * sum_x) / n
    return slope, intercept
"""


def generate(random: Random, size: int) -> dict[str, object]:
    places = sorted(random.sample(range(2 * max(3, size) + 2), max(3, size)))
    rise, start = random.randint(1, 4), random.randint(1, 9)
    points = [(x, start + rise * x + random.randint(-3, 4)) for x in places]
    return {**person(random), "points": points, "points_text": listing(points)}


def oracle(points: list[tuple[int, int]]) -> tuple[Fraction, Fraction]:
    mean_x = Fraction(sum(x for x, _ in points), len(points))
    mean_y = Fraction(sum(y for _, y in points), len(points))
    shared = sum(((x - mean_x) * (y - mean_y) for x, y in points), Fraction(0))
    slope = shared / sum((x - mean_x) ** 2 for x, _ in points)
    return slope, mean_y - slope * mean_x


FAMILY = template_family(
    name="trend_line",
    title="A line of best fit",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=10,
)
