"""A parking fee with a daily cap, in dollars."""

from __future__ import annotations

from tracepile_hf.families.mathematics import parking_fee
from tracepile_hf.families.telling import retold

FAMILY = retold(
    parking_fee,
    {
        "minutes_left = $days * 24 * 60 + $hours * 60 + $minutes": (
            "The whole stay is $days * 24 * 60 + $hours * 60 + $minutes = {minutes_left}.",
            "In minutes the stay is {minutes_left} long: $days * 24 * 60 + $hours * 60 + $minutes = {minutes_left}.",
        ),
        "parked_today = min(minutes_left, 24 * 60)": (
            "Day {round}: {parked_today} of the {minutes_left} that are left.",
            "On day {round}, {parked_today} count, as {minutes_left} are left.",
        ),
        "hours = minutes // 60": (
            "{minutes} hold {hours} in full.",
            "That is {hours} and {minutes % 60|minute~minutes}.",
        ),
        "hours += 1": (
            "The started hour counts as well, which makes {hours}.",
            "With the hour that has begun it is {hours}.",
        ),
        "return min(hours * $rate, $cap)": {
            "hours * $rate > $cap": (
                "{hours|} * $$$rate = {hours * $rate|$$} is more than $$$cap, so the day costs $$$cap.",
                "At $$$rate each they would cost {hours * $rate|$$}; the limit of $$$cap applies.",
            ),
            "": (
                "The day costs {hours|} * $$$rate = {hours * $rate|$$}.",
                "For this day {hours|} * $$$rate = {hours * $rate|$$} are due, within the limit of $$$cap.",
            ),
        },
        "fee += day_fee(parked_today)": (
            "The fee rises from {was fee} to {fee}.",
            "That takes the fee from {was fee} to {fee}.",
        ),
        "return fee": ("In all the parking costs {fee}.", "The fee for the whole stay is {fee}."),
    },
    units={
        "minutes_left": "minute~minutes",
        "parked_today": "minute~minutes",
        "minutes": "minute~minutes",
        "hours": "hour~hours",
        "fee": "$",
    },
    opening=("We go through the stay in blocks of 24 hours.", "Each block of 24 hours is charged by itself."),
    answer="{|$}",
    default_size=2,
    max_size=12,
)
