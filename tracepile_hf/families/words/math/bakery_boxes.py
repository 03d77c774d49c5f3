"""Pieces packed into boxes, the largest first."""

from __future__ import annotations

from tracepile_hf.families.mathematics import bakery_boxes
from tracepile_hf.families.telling import retold

FAMILY = retold(
    bakery_boxes,
    {
        "filled, pieces = divmod(pieces, box_size)": (
            "{was pieces} = {filled} * {box_size} + {pieces}: {filled|box~boxes} of {box_size}, and {pieces} remain.",
            "Boxes of {box_size}: {filled}, since {filled} * {box_size} + "
            "{pieces} = {was pieces}, which leaves {pieces}.",
        ),
        "boxes += filled": (
            "Boxes so far: {was boxes} + {filled} = {boxes}.",
            "That makes {was boxes} + {filled} = {boxes} boxes.",
        ),
        "return boxes, pieces": (
            "The numbers are {boxes} and {pieces}.",
            "So boxes and pieces left are {boxes} and {pieces}.",
        ),
    },
    answer="{0} and {1}",
)
