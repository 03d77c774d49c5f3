"""The average speed of a trip, from its whole way and its whole time."""

from __future__ import annotations

from tracepile_hf.families.mathematics import average_speed
from tracepile_hf.families.telling import retold

FAMILY = retold(
    average_speed,
    {
        "total_distance += kilometres": (
            "The way so far: {was total_distance} + {kilometres} = {total_distance} km.",
            "Adding {kilometres} km gives {was total_distance} + {kilometres} = {total_distance} km.",
        ),
        "return Fraction(kilometres, speed)": (
            "This leg takes {kilometres} / {speed} = {result} h.",
            "{kilometres} km at {speed} km/h take {kilometres} / {speed} = {result} h.",
        ),
        "total_time += time_needed(kilometres, speed)": (
            "The time so far is {total_time} h.",
            "In all that is {total_time} h by now.",
        ),
        "return total_distance / total_time": (
            "{total_distance} km in {total_time} h are {result} km/h.",
            "So the average is {total_distance} divided by {total_time}, which is {result} km/h.",
        ),
    },
    answer="{|km/h}",
    default_size=3,
    max_size=5,
)
