"""`Scored`: what an answer came to. Four outcomes, and none of them stands in for another."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Outcome = Literal["right", "wrong", "none", "fault"]
OUTCOMES: Final = {
    "right": "the answer was found and is right",
    "wrong": "the answer was found and is not right",
    "none": "no answer was found in the text",
    "fault": "the harness failed, not the model: never scored",
}


class Scored(NamedTuple):
    """An outcome, the answer that was found in the text, and what was wrong with it."""

    outcome: Outcome
    found: str = ""
    detail: str = ""


NONE: Final = Scored("none")


def judged(right: bool, found: str, detail: str = "") -> Scored:
    """Right or wrong, for an answer that was found."""
    return Scored("right" if right else "wrong", found[:500], "" if right else detail)
