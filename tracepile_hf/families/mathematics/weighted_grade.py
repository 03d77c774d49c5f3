"""A weighted grade with the worst test dropped: a loop, against sorting."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name's test results are $scores_text points; they count with the weights $weights_text. The teacher leaves out
    the test with the fewest points (the first one of these, if there are several). What is the weighted average of the
    others, exactly?""",
    """A diver gets the scores $scores_text, weighted by $weights_text. The lowest score (its first occurrence) is
    dropped together with its weight. Compute the weighted mean of the rest as an exact fraction.""",
    """A candidate has the results $scores_text in exams weighted $weights_text. One exam, the weakest (the earliest of
    the weakest), is cancelled. Which weighted mean remains? Give an exact fraction.""",
)

CODE = """
from fractions import Fraction

def solution():
    scores = $scores
    weights = $weights
    worst = 0
    for i in range(1, len(scores)):
        if scores[i] < scores[worst]:
            worst = i
    points = 0
    total_weight = 0
    for i in range(len(scores)):
        if i != worst:
            points += scores[i] * weights[i]
            total_weight += weights[i]
    return Fraction(points, total_weight)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = max(3, size)
    scores = [random.randint(20, 100) for _ in range(count)]
    weights = [random.randint(1, 5) for _ in range(count)]
    return {
        **person(random),
        "scores": scores,
        "scores_text": listing(scores),
        "weights": weights,
        "weights_text": listing(weights),
    }


def oracle(scores: list[int], weights: list[int]) -> Fraction:
    kept = [*zip(scores, weights, strict=True)]
    kept.remove(next(pair for pair in kept if pair[0] == min(scores)))
    whole = sum(weight for _, weight in kept)
    return sum((Fraction(weight, whole) * score for score, weight in kept), Fraction(0))


FAMILY = template_family(
    name="weighted_grade",
    title="A final grade from weighted tests",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=14,
)
