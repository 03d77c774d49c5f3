"""A growing pattern of matchsticks."""

from __future__ import annotations

from tracepile_hf.families.mathematics import matchstick_pattern
from tracepile_hf.families.telling import retold

FAMILY = retold(
    matchstick_pattern,
    {
        "figure += increase": (
            "Figure {number} has {was figure} + {increase} = {figure}.",
            "For figure {number} it is {was figure} + {increase} = {figure}.",
        ),
        "total += figure": (
            "Together: {was total} + {figure} = {total}.",
            "All so far take {was total} + {figure} = {total}.",
        ),
        "print(figure, total)": ("The numbers are {figure} and {total}.", "So we have {figure} and {total}."),
    },
    answer="{0} and {1}",
    default_size=6,
    max_size=14,
)
