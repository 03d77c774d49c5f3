"""Multiples with a digit sum that can be divided."""

from __future__ import annotations

from tracepile_hf.families.mathematics import digit_sum_multiples
from tracepile_hf.families.telling import retold

FAMILY = retold(
    digit_sum_multiples,
    {
        "if digit_sum(number) % $m == 0:": {
            "": (
                "{number} is one: its digit sum is a multiple of $m.",
                "The digit sum of {number} can be divided by $m.",
            ),
            "not taken": ("{number} has no such digit sum.", "{number} is none of them."),
        },
        "return total": ("The digits of that number add up to {total}.", "Its digit sum is {total}."),
        "print(lucky, last_lucky)": (
            "Their number and the last are {lucky} and {last_lucky}.",
            "So we have {lucky} and {last_lucky}.",
        ),
    },
    answer="{0} and {1}",
    default_size=5,
    max_size=10,
)
