"""The best buy among packages, by cross multiplication."""

from __future__ import annotations

from tracepile_hf.families.mathematics import best_buy
from tracepile_hf.families.telling import retold

FAMILY = retold(
    best_buy,
    {
        "if prices[i] * weights[best] < prices[best] * weights[i]:": {
            "": (
                "{prices[i]} * {weights[best]} = "
                "{prices[i] * weights[best]} < "
                "{prices[best] * weights[i]} = "
                "{prices[best]} * {weights[i]}, so "
                "{weights[i]} g are cheaper per gram "
                "than {weights[best]} g.",
                "{weights[i]} g for {prices[i]|money} "
                "beat {weights[best]} g for "
                "{prices[best]|money}, as {prices[i] * "
                "weights[best]} < {prices[best] * "
                "weights[i]}.",
            ),
            "not taken": (
                "{prices[i]} * {weights[best]} "
                "= {prices[i] * weights[best]} "
                "is not less than "
                "{prices[best]} * {weights[i]} "
                "= {prices[best] * weights[i]}, "
                "so {weights[best]} g stay "
                "ahead.",
                "{weights[i]} g for "
                "{prices[i]|money} do not beat "
                "{weights[best]} g for "
                "{prices[best]|money}: "
                "{prices[i] * weights[best]} >= "
                "{prices[best] * weights[i]}.",
            ),
        },
        "cost = $target * prices[best] // weights[best]": (
            "The best package has {weights[best]} g for "
            "{prices[best]|money}; $target g then cost {cost} cents, "
            "rounded down.",
            "$target * {prices[best]} / {weights[best]}, rounded down, is {cost}.",
        ),
        'print(weights[best], "g,", cost, "cents")': (
            "So it is {weights[best]} g, {cost} cents.",
            "That gives {weights[best]} g, {cost} cents.",
        ),
    },
    opening=(
        "Two packages are compared by price times the other's weight.",
        "We compare prices per gram without dividing, by multiplying crosswise.",
    ),
)
