"""Change paid out with the largest coins first."""

from __future__ import annotations

from tracepile_hf.families.mathematics import cash_register
from tracepile_hf.families.telling import retold

FAMILY = retold(
    cash_register,
    {
        "change = $paid - $price": (
            "The change is {$paid|money} - {$price|money} = {change|money}.",
            "To be paid back: {$paid|money} - {$price|money} = {change|money}.",
        ),
        "change -= unit": (
            "{unit|money} fits, which leaves {was change|money} - {unit|money} = {change|money}.",
            "We give {unit|money}: {was change|money} - {unit|money} = {change|money}.",
        ),
        "return pieces": ("That took {pieces} coins and notes.", "In all {pieces} pieces were given."),
    },
)
