"""A crew that grows while a wall is built."""

from __future__ import annotations

from tracepile_hf.families.mathematics import growing_crew
from tracepile_hf.families.telling import retold

FAMILY = retold(
    growing_crew,
    {
        "bricks_left -= workers * $daily": (
            "Day {day}: {workers} * $daily = {workers * $daily} bricks, so {was "
            "bricks_left} - {workers * $daily} = {bricks_left}.",
            "On day {day}, {workers} workers lay {workers * $daily} bricks: {was "
            "bricks_left} - {workers * $daily} = {bricks_left}.",
        ),
        "if bricks_left <= 0:": ("Nothing is left to be laid.", "With {bricks_left} <= 0 the wall is finished."),
        "workers += $join": (
            "For day {day} there are {was workers} + $join = {workers} workers.",
            "The crew becomes {was workers} + $join = {workers}.",
        ),
        'print("day", day, "with", workers, "workers")': (
            "So it is day {day} with {workers} workers.",
            "That is day {day} with {workers} workers.",
        ),
    },
    default_size=5,
    max_size=10,
)
