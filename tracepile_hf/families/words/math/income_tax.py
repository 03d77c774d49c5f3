"""An income tax in brackets."""

from __future__ import annotations

from tracepile_hf.families.mathematics import income_tax
from tracepile_hf.families.telling import retold

FAMILY = retold(
    income_tax,
    {
        "taxed_here = min(income, limit) - lower": (
            "Up to {limit} the part above {lower} is {taxed_here}.",
            "In this bracket lie {taxed_here} dollars.",
        ),
        "tax += taxed_here * rate // 100": (
            "{rate}% of that are {taxed_here * rate // 100}, so the tax is {tax}.",
            "At {rate}% the tax grows by {taxed_here * rate // 100} to {tax}.",
        ),
        "tax += (income - lower) * $top_rate // 100": (
            "The {income - lower} above {lower} are taxed at $top_rate%, which brings it to {tax}.",
            "Above {lower} lie {income - lower}; with $top_rate% of them the tax is {tax}.",
        ),
        "return tax": ("In all {tax} dollars.", "So {tax} dollars have to be paid."),
    },
)
