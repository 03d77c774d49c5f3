"""Posts and wire of a fence, side by side."""

from __future__ import annotations

from tracepile_hf.families.mathematics import fence_posts
from tracepile_hf.families.telling import retold

FAMILY = retold(
    fence_posts,
    {
        "posts_with_both_corners = length // gap + 1": (
            "A side of {length} m has {posts_with_both_corners} posts with both corners.",
            "Along {length} m stand {posts_with_both_corners} posts, corners included.",
        ),
        "posts += posts_with_both_corners - 1": (
            "One corner is left to the next side: {was posts} + {posts_with_both_corners - 1} = {posts} posts.",
            "Without the second corner that makes {was posts} + {posts_with_both_corners - 1} = {posts} posts.",
        ),
        "wire += length": (
            "Wire: {was wire} + {length} = {wire} m.",
            "The wire is {was wire} + {length} = {wire} m long by now.",
        ),
        "cost = posts * $price + wire * $wire": (
            "{posts} posts and {wire} m of wire cost {posts} * $price + {wire} * $wire = {cost}.",
            "The cost is {posts} * $price + {wire} * $wire = {cost}.",
        ),
        "print(cost)": ("So the fence costs {cost|$$}.", "In all {cost|$$}."),
    },
    answer="{0|$}",
)
