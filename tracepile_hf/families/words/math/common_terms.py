"""Two sequences gone through side by side."""

from __future__ import annotations

from tracepile_hf.families.mathematics import common_terms
from tracepile_hf.families.telling import retold

FAMILY = retold(
    common_terms,
    {
        "if first == second:": ("{first} is in both.", "Both have {first}."),
        "elif first < second:": {
            "": ("{first} < {second}: we go on in the first.", "{first} is behind {second}, so the first goes on."),
            "not taken": (
                "{second} < {first}: we go on in the second.",
                "{second} is behind {first}, so the second goes on.",
            ),
        },
        "total += first": (
            "Shared so far: {shared}, with the sum {was total} + {first} = {total}.",
            "That is number {shared}; the sum becomes {was total} + {first} = {total}.",
        ),
        "print(shared, total)": ("The count and the sum are {shared} and {total}.", "So we have {shared} and {total}."),
    },
    answer="{0} and {1}",
    default_size=5,
    max_size=9,
)
