"""A price changed by percents in turn."""

from __future__ import annotations

from tracepile_hf.families.mathematics import successive_percent
from tracepile_hf.families.telling import retold

FAMILY = retold(
    successive_percent,
    {
        "factor *= Fraction(100 + change, 100)": (
            "{change}% takes the factor from {was factor} to {factor}.",
            "After {change}% the price is {factor} times the first one.",
        ),
        "return (factor - 1) * 100": (
            "({factor} - 1) * 100 = {result}, a change of {result}%.",
            "That is a change of ({factor} - 1) * 100 = {result} percent.",
        ),
    },
    default_size=3,
    max_size=5,
)
