"""Filling a tank that starts to leak, hour by hour in litres, gallons or buckets."""

from __future__ import annotations

from tracepile_hf.families.mathematics import leaking_tank
from tracepile_hf.families.telling import retold

FAMILY = retold(
    leaking_tank,
    {
        "litres = $start": (
            "At the start there are {litres} of the {capacity} that fit in.",
            "We begin with {litres}; full means {capacity}.",
        ),
        "while litres < capacity:": {
            "taken": "",
            "not taken": (
                "Since {litres} is at least {capacity}, it is full after {hours}.",
                "That reaches {capacity}, so {hours} are enough.",
            ),
        },
        "litres += $inflow": (
            "Hour {hours|}: {was litres|} + $inflow = {litres}.",
            "In hour {hours|} another $inflow come in, which gives {was litres|} + $inflow = {litres}.",
        ),
        "litres -= $leak": (
            "The leak takes $leak of them: {was litres|} - $leak = {litres}.",
            "Of these $leak are lost, and {was litres|} - $leak = {litres} remain.",
        ),
    },
    units={"litres": "litre~litres", "capacity": "litre~litres", "hours": "hour~hours"},
    opening=("We follow the water hour by hour.", "Let us keep account of the water at the end of each hour."),
    swaps=(
        {"litres": "gallons", "litre": "gallon"},
        {"litres": "buckets", "litre": "bucket"},
    ),
    default_size=8,
    max_size=40,
)
