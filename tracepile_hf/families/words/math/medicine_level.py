"""A medicine that is broken down and taken again."""

from __future__ import annotations

from tracepile_hf.families.mathematics import medicine_level
from tracepile_hf.families.telling import retold

FAMILY = retold(
    medicine_level,
    {
        "kept = 1 - Fraction($lost, 100)": (
            "From day to day {kept} of it stays.",
            "What stays of it each day is {kept}.",
        ),
        "amount = amount * kept": ("Of {was amount} mg {amount} mg are left.", "{was amount} * {kept} = {amount}."),
        "amount = amount + dose": (
            "The dose makes it {was amount} + {dose} = {amount} mg.",
            "After the next dose it is {was amount} + {dose} = {amount} mg.",
        ),
        "print(amount)": ("That is {amount} mg.", "So there are {amount} mg."),
    },
    answer="{0} mg",
    default_size=3,
    max_size=5,
)
