"""What the explorer's processes send back to the page: text, numbers and bytes only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """One run as the page shows it. `kept` is the packed trace, for questions and checks later on."""

    payload: str  # JSON for the player
    text: str  # the rationale; empty if there is none that is proved
    message: str  # what the visitor must know; mostly empty
    kept: bytes
    headline: str = ""  # how the run ended


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about a run. `step` is the moment that settles it, -1 where the shown run has no such moment."""

    kind: str
    words: str
    answer: str
    proof: str
    step: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A rewritten program that ran the same, with its own run."""

    rewrites: tuple[str, ...]
    inputs: int  # on how many inputs both gave the same
    payload: str
