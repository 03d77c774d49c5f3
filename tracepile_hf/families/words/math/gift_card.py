"""Books bought until the card does not suffice."""

from __future__ import annotations

from tracepile_hf.families.mathematics import gift_card
from tracepile_hf.families.telling import retold

FAMILY = retold(
    gift_card,
    {
        "balance -= price": (
            "A book of {price} leaves {was balance} - {price} = {balance}.",
            "{was balance} - {price} = {balance} remain after the book for {price}.",
        ),
        "books += 1": ("That is book number {books}.", "Books so far: {books}."),
        "if price > balance:": (
            "The next one costs {price}, more than {balance}.",
            "{price} is more than the {balance} that are left.",
        ),
        'print(books, "books,", balance, "dollars left")': (
            "So it comes to {books} books, {balance|} dollars left.",
            "We end with {books} books, {balance|} dollars left.",
        ),
    },
    units={"price": "$", "balance": "$"},
)
