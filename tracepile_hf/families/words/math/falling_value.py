"""Something that loses its value year by year."""

from __future__ import annotations

from tracepile_hf.families.mathematics import falling_value
from tracepile_hf.families.telling import retold

FAMILY = retold(
    falling_value,
    {
        "value -= value * $rate / 100": (
            "In year {years} it falls by $rate% of {was value}, to {value}.",
            "Year {years}: {was value} less $rate% is {value}.",
        ),
        "value += $repair": (
            "The repair brings it to {was value} + $repair = {value}.",
            "With the repair it is {was value} + $repair = {value}.",
        ),
        "while value >= $limit:": {
            "": ("{value} is not below $limit.", "That is still at least $limit."),
            "not taken": ("{value} is below $limit.", "That is less than $limit."),
        },
        "print(years)": ("So it takes {years|year~years}.", "This happens after {years|year~years}."),
    },
    answer="{0}",
    default_size=3,
    max_size=5,
)
