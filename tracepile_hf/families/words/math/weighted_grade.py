"""A weighted average without the worst test."""

from __future__ import annotations

from tracepile_hf.families.mathematics import weighted_grade
from tracepile_hf.families.telling import retold

FAMILY = retold(
    weighted_grade,
    {
        "worst = i": (
            "{scores[i]} is lower than what we had, so the lowest is test {i + 1} by now.",
            "Test {i + 1} with {scores[i]} is the lowest so far.",
        ),
        "points += scores[i] * weights[i]": (
            "{was points} + {scores[i]} * {weights[i]} = {points}.",
            "{scores[i]} with weight {weights[i]} makes it {was points} + {scores[i]} * {weights[i]} = {points}.",
        ),
        "total_weight += weights[i]": (
            "Weights: {was total_weight} + {weights[i]} = {total_weight}.",
            "The weights add up to {was total_weight} + {weights[i]} = {total_weight}.",
        ),
        "return Fraction(points, total_weight)": (
            "{points} / {total_weight} = {result}.",
            "So the average is {points} / {total_weight} = {result}.",
        ),
    },
)
