"""A shop's bill with a discount for many of one product, in dollars and cents."""

from __future__ import annotations

from tracepile_hf.families.mathematics import shop_bill
from tracepile_hf.families.telling import retold

FAMILY = retold(
    shop_bill,
    {
        "cost = quantity * price": (
            "{quantity} times {price} is {cost}.",
            "{quantity} at {price} each cost {quantity} * {price} = {cost}.",
        ),
        "if quantity >= $bulk:": {
            "taken": (
                "As {quantity} is at least $bulk, there is a discount of $percent%.",
                "That is $bulk or more, so $percent% come off.",
            ),
            "not taken": (
                "{quantity} is fewer than $bulk, so nothing comes off.",
                "There is no discount for fewer than $bulk.",
            ),
        },
        "discount = cost * $percent // 100": (
            "$percent% of {cost} is {discount}.",
            "The discount is $percent% of {cost}, which is {discount}.",
        ),
        "cost -= discount": (
            "What is left is {was cost} - {discount} = {cost}.",
            "So these cost {was cost} - {discount} = {cost}.",
        ),
        "total += cost": (
            "The bill so far: {was total} + {cost} = {total}.",
            "Together with what came before, {was total} + {cost} = {total}.",
        ),
        'print(f"$${total / 100:.2f}")': (
            "The total is {total|dollars}.",
            "So the whole bill comes to {total|dollars}.",
        ),
    },
    units={"price": "money", "cost": "money", "discount": "money", "total": "money"},
    opening=("We take the products one after the other.", "Product by product:"),
)
