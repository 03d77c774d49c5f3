"""Consecutive numbers whose sum is known, tried one start after the other."""

from __future__ import annotations

from tracepile_hf.families.mathematics import consecutive_odds
from tracepile_hf.families.telling import retold

FAMILY = retold(
    consecutive_odds,
    {
        "if total >= $total:": {
            "": (
                "Beginning with {first}, the sum is {total}, as wanted.",
                "From {first} on they add up to {total}: that is it.",
            ),
            "not taken": (
                "Beginning with {first}, the sum is {total}, less than $total.",
                "From {first} on they add up to {total} only.",
            ),
        },
        "return first + 2 * (count - 1)": (
            "The largest is {first} + 2 * ({count} - 1) = {result}.",
            "So the last of them is {first} + 2 * {count - 1} = {result}.",
        ),
    },
)
