"""Sums of consecutive numbers, tried by their length."""

from __future__ import annotations

from tracepile_hf.families.mathematics import sum_of_consecutive
from tracepile_hf.families.telling import retold

FAMILY = retold(
    sum_of_consecutive,
    {
        "rest = n - rows * (rows - 1) // 2": (
            "{rows} numbers in a row exceed {rows} times the first by {rows * (rows - 1) // 2}: {n} - {rows * (rows - 1) // 2} = {rest}.",
            "For {rows} numbers we take off {rows * (rows - 1) // 2}, which leaves {rest}.",
        ),
        "if rest % rows == 0:": {
            "": ("{rest} can be divided by {rows}.", "{rows} goes into {rest}."),
            "not taken": ("{rest} cannot be divided by {rows}.", "{rows} does not go into {rest}."),
        },
        "longest_start = rest // rows": (
            "The sum begins with {rest} / {rows} = {longest_start}; ways so far: {ways}.",
            "It starts at {rest} / {rows} = {longest_start}, way number {ways}.",
        ),
        "print(ways, longest_start)": (
            "The numbers are {ways} and {longest_start}.",
            "So we have {ways} and {longest_start}.",
        ),
    },
    answer="{0} and {1}",
    default_size=5,
    max_size=8,
)
