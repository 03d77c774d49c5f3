"""An animal in a well, day and night."""

from __future__ import annotations

from tracepile_hf.families.mathematics import climbing_snail
from tracepile_hf.families.telling import retold

FAMILY = retold(
    climbing_snail,
    {
        "height += $climb": (
            "Day {day|}: {was height|} + $climb = {height}.",
            "On day {day|} it climbs to {was height|} + $climb = {height}.",
        ),
        "if height >= depth:": (
            "That is enough for {depth}, so it is there on day {day|}.",
            "With {height|} >= {depth|} it has reached the top, on day {day|}.",
        ),
        "height -= $slip": (
            "In the night it slips to {was height|} - $slip = {height}.",
            "By morning it is at {was height|} - $slip = {height}.",
        ),
    },
    units={"height": "cm", "depth": "cm"},
    swaps=({"centimetres": "inches", "cm": "inches"},),
    default_size=6,
    max_size=20,
)
