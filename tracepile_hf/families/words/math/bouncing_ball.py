"""The way of a bouncing ball, bounce by bounce."""

from __future__ import annotations

from tracepile_hf.families.mathematics import bouncing_ball
from tracepile_hf.families.telling import retold

FAMILY = retold(
    bouncing_ball,
    {
        "distance = height": (
            "The first fall is {distance} long.",
            "Up to the first impact the ball has fallen {distance}.",
        ),
        "height *= ratio": (
            "It then rises to {ratio} of that: {was height|} * {ratio} = {height}.",
            "Before impact {impact} it reaches a height of {ratio} * {was height|} = {height}.",
        ),
        "distance += 2 * height": (
            "Up and down that adds 2 * {height|}, so the way is {was distance|} + 2 * {height|} = {distance}.",
            "With the way up and down, {was distance|} + 2 * {height|} = {distance} by impact {impact}.",
        ),
        "return distance": (
            "At that impact the ball has travelled {distance}.",
            "The whole path is {distance} long.",
        ),
    },
    units={"distance": "cm", "height": "cm"},
    opening=(
        "We add up the way between impacts.",
        "After the first fall, every bounce is a way up and the same way down.",
    ),
    answer="{|cm}",
    default_size=5,
    max_size=8,
)
