"""How much of a run a text tells: not which lines it names, but of which statements it says what they did."""

from __future__ import annotations

from typing import Final

from tracepile_hf.records import Step
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.walk import ANCHORED, FOLDED, Walk

FLOORS: Final = {"full": 0.9, "condensed": 0.5, "outline": 0.0}
ANCHORED_FLOORS: Final = {"full": 0.5, "condensed": 0.0, "outline": 0.0}  # told outside of folds
LONGEST: Final = 120  # characters of a value that a text can be expected to tell
_EVENTS: Final = frozenset({"call", "return", "yield", "raise", "print", "passes", "catch", "calling", "resuming"})
_DOING: Final = frozenset(
    {"change", "element", "binding", "absence", "unset", "branch", "skip", "next", "iteration", "loop_end", "leave"}
    | {
        "restart",
        "assertion",
        "condition",
        "unchanged",
        "input",
        "swap",
        "updates",
        "added",
        "spelled",
        "arrow_condition",
        "numbers",
    }
    | {"tick", "round", "summary", "compared", "shown", "emptied", "moved", "jump"}
)
_SAYING: Final = frozenset(
    {"value", "comparison", "truthiness", "emptiness", "membership", "length", "order", "rounded"}
)


TELLING: Final = _EVENTS | _DOING | _SAYING  # kinds of statements that may tell what a step did


def note_effect(walk: Walk, statement: Statement) -> None:
    """Remembers that a proved statement, of a kind in `TELLING`, tells what the step did where we stand."""
    kind = statement.kind
    position = walk.position
    if position < 0 or walk.effects[position]:
        return
    if kind in _DOING or (kind in _SAYING and _is_of_the_step(walk, statement)):
        walk.effects[position] = 1
    elif kind in _EVENTS:
        walk.effects[position] = 1
        step = walk.steps[position]
        frame = walk.timeline.caller.get(step.frame, 0) if step.event == "call" else step.frame
        line = walk.timeline.last_of(frame, position - 1)
        if line >= 0:
            walk.effects[line] = 1


def _is_of_the_step(walk: Walk, statement: Statement) -> bool:
    """Whether a claim about a value speaks of what the statement changed, looked at or worked out."""
    if statement.mode not in ("", "is", "stays"):
        return True
    slot = statement.slots[0]
    text = slot[0] if isinstance(slot, tuple) else slot
    if not isinstance(text, str):
        return False
    step = walk.steps[position] if (position := walk.position) >= 0 else None
    if step is None:
        return False
    if not text.isidentifier():
        return True
    for place, _ in step.changed:
        if place == text or root_of(place) == text:
            return True
    for name, _ in step.operands:
        if name == text:
            return True
    for test, _ in step.tests:
        if text in test:
            return True
    return text in walk.view.operands


def _needs_telling(walk: Walk, step: Step) -> bool:
    """Whether a step did something that a text can tell: decided, changed, or led to an event."""
    if step.tests:
        return True
    if any(len(literal) <= LONGEST and "<" not in literal and "<" not in place for place, literal in step.changed):
        return True
    following = walk.steps[step.index + 1] if step.index + 1 < len(walk.steps) else None
    if following is None or following.event == "line":
        return False
    if following.event in ("return", "yield") and following.frame == step.frame:
        return following.value is not None and len(following.value) <= LONGEST and "<" not in following.value
    return following.event == "print" and following.frame == step.frame


def share_told(walk: Walk, mask: int = ANCHORED | FOLDED) -> float:
    """The share of the statements that ran, from the entry call on, that are told: their effects, or in a fold."""
    ran: set[tuple[int, int, int]] = set()
    told: set[tuple[int, int, int]] = set()
    named: set[tuple[int, int, int]] = set()
    marks, effects = walk.told, walk.effects
    first = max(walk.timeline.entry, 0)
    end = walk.last + 1 if walk.last >= 0 else len(walk.steps)
    for index, step in enumerate(walk.steps[first:end], start=first):
        if step.event != "line" or step.line in walk.beside:
            continue
        key = (step.frame, step.line, step.visit)
        ran.add(key)
        known = marks[index] & mask
        if known & FOLDED or (known and effects[index]):
            told.add(key)
        elif known:
            named.add(key)
    named -= told
    wanted = set()
    for index, step in enumerate(walk.steps[first:], start=first) if named else ():
        key = (step.frame, step.line, step.visit)
        if step.event == "line" and key in named and not marks[index] & mask & FOLDED and _needs_telling(walk, step):
            wanted.add(key)
    return (len(told) + len(named - wanted)) / len(ran) if ran else 1.0


def told_beyond(walk: Walk) -> int:
    """The first step told after the one that settles the answer, but for the event it leads to; -1 if there is none."""
    if walk.last < 0:
        return -1
    start = walk.last + 1
    if start < len(walk.steps) and walk.steps[start].event != "line" and walk.steps[walk.last].event == "line":
        start += 1
    return next((index for index in range(start, len(walk.steps)) if walk.told[index]), -1)


def any_effect(walk: Walk) -> bool:
    """Whether anything is told of what the program did: a step's effect, or a fold."""
    return any(walk.effects) or any(mark & FOLDED for mark in walk.told)


def is_begun(walk: Walk) -> bool:
    """Whether the entry call, or the first step, is told."""
    return bool(walk.steps) and bool(walk.told[0] or walk.told[max(walk.timeline.entry, 0)])
