"""An operation defined in the problem, used from left to right."""

from __future__ import annotations

from tracepile_hf.families.mathematics import made_up_operation
from tracepile_hf.families.telling import retold

FAMILY = retold(
    made_up_operation,
    {
        "return $p * a + $q * b + $r": (
            "For {a} and {b} it is $p * {a} + $q * {b} + $r = {result}.",
            "$p * {a} + $q * {b} + $r = {result}.",
        ),
        "return result": ("So the chain comes to {result}.", "The value is {result}."),
    },
    default_size=4,
    max_size=8,
)
