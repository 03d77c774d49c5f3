"""Saving up with treats in between."""

from __future__ import annotations

from tracepile_hf.families.mathematics import savings_goal
from tracepile_hf.families.telling import retold

FAMILY = retold(
    savings_goal,
    {
        "saved += weekly_saving": (
            "Week {week|}: {was saved} + {weekly_saving} = {saved}.",
            "In week {week|} it grows to {was saved} + {weekly_saving} = {saved}.",
        ),
        "saved -= treat_cost": (
            "The treat costs {treat_cost}: {was saved} - {treat_cost} = {saved}.",
            "A treat takes {treat_cost} off, so {was saved} - {treat_cost} = {saved}.",
        ),
        "return week": (
            "With {saved} of {goal} that is enough, after {week}.",
            "{saved} >= {goal}, so it takes {week}.",
        ),
    },
    units={"saved": "$", "weekly_saving": "$", "treat_cost": "$", "goal": "$", "week": "week~weeks"},
    answer="{|week~weeks}",
    default_size=8,
    max_size=20,
)
