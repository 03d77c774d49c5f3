"""A novel read faster day by day."""

from __future__ import annotations

from tracepile_hf.families.mathematics import reading_plan
from tracepile_hf.families.telling import retold

FAMILY = retold(
    reading_plan,
    {
        "pages_left -= pages_today": (
            "Day {day}: {pages_today} pages, and {was pages_left} - {pages_today} = {pages_left}.",
            "On day {day} {pages_today} are read: {was pages_left} - {pages_today} = {pages_left}.",
        ),
        "print(day)": ("Nothing is left to read, so it is day {day}.", "The end is reached on day {day}."),
        "pages_today += $step": {
            "pages_left > 0": (
                "The next day it will be {was pages_today} + $step = {pages_today}.",
                "For the day after: {was pages_today} + $step = {pages_today}.",
            ),
            "": "",
        },
    },
)
