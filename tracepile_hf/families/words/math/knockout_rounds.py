"""Rounds of a knockout tournament."""

from __future__ import annotations

from tracepile_hf.families.mathematics import knockout_rounds
from tracepile_hf.families.telling import retold

FAMILY = retold(
    knockout_rounds,
    {
        "matches = players // 2": (
            "{players} players make {matches|match~matches}.",
            "Round {rounds + 1} with {players} players has {matches|match~matches}.",
        ),
        "balls += matches * $balls": (
            "Balls: {was balls} + {matches} * $balls = {balls}.",
            "That needs balls, {was balls} + {matches} * $balls = {balls} by now.",
        ),
        "players -= matches": (
            "{was players} - {matches} = {players} go on.",
            "Left are {was players} - {matches} = {players}.",
        ),
        "print(rounds, balls)": (
            "Rounds and balls are {rounds} and {balls}.",
            "So the numbers are {rounds} and {balls}.",
        ),
    },
    answer="{0} and {1}",
)
