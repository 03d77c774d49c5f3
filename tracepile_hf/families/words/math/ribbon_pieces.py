"""The largest common measure of ribbons."""

from __future__ import annotations

from tracepile_hf.families.mathematics import ribbon_pieces
from tracepile_hf.families.telling import retold

FAMILY = retold(
    ribbon_pieces,
    {
        "a, b = b, a % b": ("{was a} leaves {b} when divided by {was b}.", "Dividing {was a} by {was b} leaves {b}."),
        "piece = common_measure(piece, length)": (
            "With {length} cm the common piece is {piece} cm.",
            "The longest piece so far is {piece} cm.",
        ),
        "pieces += length // piece": (
            "{length} / {piece} = {length // piece}, so {was pieces} + {length // piece} = {pieces}.",
            "From {length} cm come {length // piece}: {was pieces} + {length // piece} = {pieces}.",
        ),
        "print(piece, pieces)": (
            "The two numbers are {piece} and {pieces}.",
            "So length and number are {piece} and {pieces}.",
        ),
    },
    answer="{0} and {1}",
)
