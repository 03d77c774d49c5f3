"""Electricity sold in steps of different prices."""

from __future__ import annotations

from tracepile_hf.families.mathematics import electricity_bill
from tracepile_hf.families.telling import retold

FAMILY = retold(
    electricity_bill,
    {
        "bill = $fee": ("The fee alone is {bill}.", "We begin with the fee of {bill}."),
        "units = min(width, remaining)": (
            "Of {remaining} kWh {units} belong to this step.",
            "This step takes {units} of the {remaining} kWh that are left.",
        ),
        "bill += units * rate": (
            "They add {units} * {rate}: {was bill|} + {units} * {rate} = {bill}.",
            "At {rate} each that makes {was bill|} + {units} * {rate} = {bill}.",
        ),
        "bill += remaining * $last_rate": (
            "Beyond the steps are {remaining} kWh, so {was bill|} + {remaining} * $last_rate = {bill}.",
            "The last {remaining} kWh cost $last_rate each: {was bill|} + {remaining} * $last_rate = {bill}.",
        ),
        "print(bill)": ("The bill is {bill|} cents.", "That makes {bill|} cents."),
    },
    units={"bill": "cents"},
)
