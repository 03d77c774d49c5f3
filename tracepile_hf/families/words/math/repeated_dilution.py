"""A jug that is thinned again and again."""

from __future__ import annotations

from tracepile_hf.families.mathematics import repeated_dilution
from tracepile_hf.families.telling import retold

FAMILY = retold(
    repeated_dilution,
    {
        "pure -= pure * Fraction(taken, volume)": (
            "Of {was pure} litres {taken} / {volume} go with what is taken, which leaves {pure}.",
            "After that the jug has {pure} litres of it left, from {was pure}.",
        ),
        "times += 1": ("That was time {times}.", "Done {times|time~times} by now."),
        "while pure >= $target:": {"not taken": ("{pure} is less than $target.", "Now it is below $target.")},
        "print(times, pure)": ("The numbers are {times} and {pure}.", "So we get {times} and {pure}."),
    },
    answer="{0} and {1}",
    default_size=3,
    max_size=4,
)
