"""A culture that grows and is sampled, hour by hour."""

from __future__ import annotations

from tracepile_hf.families.mathematics import bacteria_culture
from tracepile_hf.families.telling import retold

FAMILY = retold(
    bacteria_culture,
    {
        "grown = bacteria * $factor": (
            "{bacteria} * $factor = {grown}.",
            "They multiply to {bacteria} * $factor = {grown}.",
        ),
        "return grown - $sample": (
            "After the sample {grown} - $sample = {result} are left.",
            "Taking out $sample leaves {grown} - $sample = {result}.",
        ),
        "return bacteria": ("So in the end there are {bacteria} bacteria.", "That makes {bacteria} bacteria."),
    },
    opening=("We go from hour to hour.", "Each hour first multiplies the number and then takes the sample away."),
    default_size=5,
    max_size=9,
)
