"""Pay with overtime at the double rate."""

from __future__ import annotations

from tracepile_hf.families.mathematics import overtime_pay
from tracepile_hf.families.telling import retold

FAMILY = retold(
    overtime_pay,
    {
        "overtime = hours - $normal": (
            "{hours} hours are {hours} - $normal = {overtime} of overtime.",
            "Beyond $normal there are {hours} - $normal = {overtime} hours.",
        ),
        "pay += $normal * hourly_wage + overtime * 2 * hourly_wage": (
            "That day adds $normal * {hourly_wage} + "
            "{overtime} * 2 * {hourly_wage} = {$normal * "
            "hourly_wage + overtime * 2 * hourly_wage}, "
            "in all {pay}.",
            "With overtime paid double, the pay is {was "
            "pay} + $normal * {hourly_wage} + {overtime} "
            "* 2 * {hourly_wage} = {pay}.",
        ),
        "pay += hours * hourly_wage": (
            "{hours} hours add {hours} * {hourly_wage}: {was pay} + {hours} * {hourly_wage} = {pay}.",
            "Without overtime, {was pay} + {hours} * {hourly_wage} = {pay}.",
        ),
        "pay -= $insurance": (
            "The insurance takes $insurance: {was pay} - $insurance = {pay}.",
            "Above $threshold, so {was pay} - $insurance = {pay}.",
        ),
        "print(pay)": ("So {pay|$$} are paid out.", "That makes {pay|$$}."),
    },
    answer="{0|$}",
)
