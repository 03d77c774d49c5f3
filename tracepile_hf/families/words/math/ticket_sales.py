"""Tickets of two prices, tried one by one."""

from __future__ import annotations

from tracepile_hf.families.mathematics import ticket_sales
from tracepile_hf.families.telling import retold

FAMILY = retold(
    ticket_sales,
    {
        "collected = adults * $adult + children * $child": (
            "{adults} and {children}: {adults} * $adult + {children} * $child = {collected}.",
            "With {adults|adult~adults} it would be {adults} * $adult + {children} * $child = {collected}.",
        ),
        "return adults, children": (
            "That is the income, so it is {adults} and {children}.",
            "This fits: {adults} and {children}.",
        ),
    },
    answer="{0} and {1}",
    default_size=4,
    max_size=8,
)
