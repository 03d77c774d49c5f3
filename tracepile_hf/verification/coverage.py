"""How much of a run a text tells."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.walk import ANCHORED, FOLDED, Walk

FLOORS: Final = {"full": 0.9, "condensed": 0.5, "outline": 0.0}
ANCHORED_FLOORS: Final = {"full": 0.5, "condensed": 0.0, "outline": 0.0}  # told outside of folds


def _entry(walk: Walk) -> int:
    """The entry call of a function's run; the first step of a script."""
    if walk.trace.case.program.entry_point is not None:
        calls = walk.timeline.events["call"]
        if calls:
            return calls[0]
    return 0


def share_told(walk: Walk, mask: int = ANCHORED | FOLDED) -> float:
    """The share of the statements that ran, from the entry call on, that are told: anchored, or in a fold (`mask`)."""
    ran: set[tuple[int, int, int]] = set()
    told: set[tuple[int, int, int]] = set()
    for index in range(_entry(walk), len(walk.steps)):
        step = walk.steps[index]
        if step.event == "line":
            key = (step.frame, step.line, step.visit)
            ran.add(key)
            if walk.told[index] & mask:
                told.add(key)
    return len(told) / len(ran) if ran else 1.0


def is_begun(walk: Walk) -> bool:
    """Whether the entry call, or the first step, is told."""
    return bool(walk.steps) and bool(walk.told[0] or walk.told[_entry(walk)])
