"""A seat found row by row."""

from __future__ import annotations

from tracepile_hf.families.mathematics import theatre_seats
from tracepile_hf.families.telling import retold

FAMILY = retold(
    theatre_seats,
    {
        "seat -= seats_in_row": (
            "Row {row} has {seats_in_row}: {was seat} - {seats_in_row} = {seat} go on.",
            "The seat is not in row {row} with its {seats_in_row}, and {was seat} - {seats_in_row} = {seat} remain.",
        ),
        "seats_in_row += $step": (
            "The next row has {was seats_in_row} + $step = {seats_in_row}.",
            "Behind it there are {was seats_in_row} + $step = {seats_in_row} in a row.",
        ),
        'print("row", row, "place", seat)': (
            "{seat} is within the {seats_in_row} of this row: row {row} place {seat}.",
            "So it is row {row} place {seat}.",
        ),
    },
)
