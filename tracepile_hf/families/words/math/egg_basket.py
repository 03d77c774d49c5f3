"""A number with given remainders, found group by group."""

from __future__ import annotations

from tracepile_hf.families.mathematics import egg_basket
from tracepile_hf.families.telling import retold

FAMILY = retold(
    egg_basket,
    {
        "while number % group != remainder:": {
            "": (
                "{number} leaves {number % group} in groups of {group}, not {remainder}.",
                "In groups of {group}, {number} leaves {number % group}; we want {remainder}.",
            ),
            "not taken": (
                "{number} leaves {remainder} in groups of {group}, as it should.",
                "With {number} the groups of {group} leave {remainder}.",
            ),
        },
        "step *= group": (
            "From now on steps of {was step} * {group} = {step} keep that.",
            "The steps become {was step} * {group} = {step}.",
        ),
        "return number": ("The smallest number is {number}.", "So it is {number}."),
    },
    default_size=3,
    max_size=4,
)
