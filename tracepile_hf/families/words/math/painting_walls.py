"""Walls to be painted, room by room."""

from __future__ import annotations

from tracepile_hf.families.mathematics import painting_walls
from tracepile_hf.families.telling import retold

FAMILY = retold(
    painting_walls,
    {
        "walls = 2 * (length + width) * height": (
            "The walls measure 2 * ({length} + {width}) * {height} = {walls} square metres.",
            "For {length} by {width} by {height} it is 2 * ({length} + {width}) * {height} = {walls}.",
        ),
        "area += walls - $opening": (
            "Without doors and windows the area becomes {was area} + {walls} - $opening = {area}.",
            "To be painted so far: {was area} + {walls} - $opening = {area}.",
        ),
        "area *= $coats": (
            "All coats together: {was area} * $coats = {area}.",
            "With $coats coats that is {was area} * $coats = {area}.",
        ),
        "cans = area // $cover": ("$cover goes into {area} {cans} times in full.", "Full cans: {cans}."),
        "cans += 1": ("The rest needs one more can, {cans}.", "Something remains, so it takes {cans}."),
        "print(cans)": ("That is {cans|can~cans}.", "So {cans|can~cans} must be bought."),
    },
)
