"""A weighted sum of digits and its check digit."""

from __future__ import annotations

from tracepile_hf.families.mathematics import check_digit
from tracepile_hf.families.telling import retold

FAMILY = retold(
    check_digit,
    {
        "total += weight * digit": (
            "{weight} * {digit} = {weight * digit}, and {was total} + {weight * digit} = {total}.",
            "With {digit} times {weight} the total is {was total} + {weight} * {digit} = {total}.",
        ),
        "check = (10 - total % 10) % 10": (
            "Up to the next multiple of 10 it takes {check}, for {total} + {check} = {total + check}.",
            "{total} + {check} = {total + check} is a multiple of 10, so the check digit is {check}.",
        ),
        "print(total, check)": ("The two numbers are {total} and {check}.", "So we write {total} and {check}."),
    },
    answer="{0} and {1}",
    default_size=6,
    max_size=14,
)
