"""An inheritance shared in a ratio."""

from __future__ import annotations

from tracepile_hf.families.mathematics import inheritance_ratio
from tracepile_hf.families.telling import retold

FAMILY = retold(
    inheritance_ratio,
    {
        "parts_in_total += part": (
            "Parts: {was parts_in_total} + {part} = {parts_in_total}.",
            "With {part} more there are {was parts_in_total} + {part} = {parts_in_total} parts.",
        ),
        "one_part = amount // parts_in_total": (
            "One part is {amount} / {parts_in_total} = {one_part}.",
            "{amount} / {parts_in_total} = {one_part} for each part.",
        ),
        "share = part * one_part": (
            "{part} parts are {part} * {one_part} = {share}.",
            "Whoever has {part} parts gets {part} * {one_part} = {share}.",
        ),
        "return largest - smallest": (
            "The difference is {largest} - {smallest} = {result}.",
            "From {smallest} to {largest} it is {largest} - {smallest} = {result}.",
        ),
    },
)
