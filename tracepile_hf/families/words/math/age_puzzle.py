"""Two ages, year by year, until one is no more than so many times the other."""

from __future__ import annotations

from tracepile_hf.families.mathematics import age_puzzle
from tracepile_hf.families.telling import retold

FAMILY = retold(
    age_puzzle,
    {
        "while older > $times * younger:": {
            "taken": (
                "{older} is more than $times * {younger} = {$times * younger}.",
                "$times * {younger} = {$times * younger} is still less than {older}.",
            ),
            "not taken": (
                "Now {older} is not more than $times * {younger} = {$times * younger}, so {years} it is.",
                "$times * {younger} = {$times * younger} is no longer less than {older}: this happens after {years}.",
            ),
        },
        "years += 1": (
            "After {years} $name is {older} and $name2 {younger}.",
            "{years} on, the ages are {older} and {younger}.",
        ),
        "print(years, older + younger)": (
            "Their ages then add up to {older} + {younger} = {older + younger}: the answer is made of {years|} and {older + younger}.",
            "Together that is {older} + {younger} = {older + younger}, so the two numbers are {years|} and {older + younger}.",
        ),
    },
    units={"years": "year~years"},
    opening=("Both grow older by one year at a time.", "We let the years pass one by one."),
    answer="{0} and {1}",
    default_size=8,
)
