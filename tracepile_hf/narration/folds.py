"""Words a fold: one sentence about many steps, every part of it a claim over the whole range."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tracepile_hf.narration.budget import Fold
from tracepile_hf.narration.events import call_text, spoken
from tracepile_hf.narration.phrases import loops as phrases
from tracepile_hf.narration.regions import LoopRun
from tracepile_hf.places import is_told, root
from tracepile_hf.records import Step

if TYPE_CHECKING:
    from tracepile_hf.narration.teller import Teller

LONG: Final = 60  # characters of a value worth telling in a fold
MOST_VALUES: Final = 8
MOST_CLAIMS: Final = 7


def tell_fold(teller: Teller, steps: Sequence[Step], fold: Fold, counted: str = "") -> None:
    """Tell a range of steps in one sentence and take over what they did. `counted`: a clause about what is counted."""
    if fold.run is None:
        _tell_call(teller, steps, fold, counted)
    else:
        _tell_iterations(teller, steps, fold, fold.run, counted)


def can_fold_call(teller: Teller, call: Step, end: Step) -> bool:
    """Whether a call can be told whole: its arguments and its value have literals."""
    value = end.value
    return value is not None and len(value) <= 400 and is_told(value) and call_text(teller, call) is not None


def _tell_call(teller: Teller, steps: Sequence[Step], fold: Fold, counted: str) -> None:
    call, end = steps[fold.start], steps[fold.end]
    lines = sum([step.event == "line" for step in steps[fold.start : fold.end + 1]])
    text = call_text(teller, call)
    teller.lead_to_call()
    runs = f"runs {lines} line{'s' if lines != 1 else ''} and returns"
    teller.sentence(f"the call `{text}` {runs} {end.value}" + (f"; {counted}" if counted else ""), 500)


def _tell_iterations(teller: Teller, steps: Sequence[Step], fold: Fold, run: LoopRun, counted: str) -> None:
    inside = steps[fold.start : fold.end + 1]
    header = inside[0]
    teller.memory.reach(header.index)
    names = _changed_names(teller, inside, header)
    before = {name: teller.memory.whole(owner, name) for name, owner in names.items()}
    values = {name: _values(inside, name, owner) for name, owner in names.items()}
    teller.memory.reach(inside[-1].index + 1)
    teller.note_branches(inside)
    claims = []
    for name, owner in names.items():
        now = teller.memory.whole(owner, name)
        claim = _movement(name, before[name], now, values[name], name in _targets(teller, run))
        if claim:
            claims.append(claim)
    claims = claims[:MOST_CLAIMS] + _counts(teller, inside, run) + ([counted] if counted else [])
    lists = [claim for claim in claims if " takes the values " in claim] + _prints(inside)
    claims = [claim for claim in claims if claim not in lists]
    which = f"iterations {fold.first} to {fold.last}"
    bank = phrases.FOLD if claims or lists else phrases.FOLD_PLAIN
    opening = bank[teller.pick(len(bank))].format(which=which, line=run.line)
    told = claims[0] if len(claims) == 1 else ", ".join(claims[:-1]) + " and " + claims[-1] if claims else ""
    # A list of values ends its clause: what follows a comma would be read as one of them.
    teller.sentence(opening + "; ".join([*lists, *([told] if told else [])]), 260)


def _changed_names(teller: Teller, inside: Sequence[Step], header: Step) -> dict[str, int]:
    """The names that change in the range and can be seen from the loop's frame, with the frame that owns each."""
    found: dict[str, int] = {}
    own = header.frame
    for step in inside:
        if not step.changed:
            continue
        for (place, _), owner in zip(step.changed, step.owners, strict=True):
            if owner in (own, header.enclosing, 0):
                name = root(place)
                if found.get(name, -1) != own:
                    found[name] = owner
    return {name: owner for name, owner in found.items() if owner == own or not teller.memory.has(own, name)}


def _values(inside: Sequence[Step], name: str, owner: int) -> list[str] | None:
    """The values a name takes one after the other; None when only parts of it change."""
    values: list[str] = []
    for step in inside:
        for (place, literal), holder in zip(step.changed, step.owners, strict=True):
            if holder == owner and root(place) == name:
                if place != name:
                    return None
                if not values or values[-1] != literal:
                    values.append(literal)
    return values


def _targets(teller: Teller, run: LoopRun) -> set[str]:
    node = teller.source.only(run.line)
    if not isinstance(node, (ast.For, ast.AsyncFor)):
        return set()
    return {part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)}


def _movement(name: str, before: str | None, now: str | None, values: list[str] | None, target: bool) -> str | None:
    if now is None or not _short(now):
        return None
    if target and values and len(values) > 1 and len(values) <= MOST_VALUES and all(_short(value) for value in values):
        return f"`{name}` takes the values {', '.join(values)}"
    if before is None or not _short(before):
        return f"`{name}` = {now} at the end"
    if before == now:
        return None if values is None or len(values) > 1 else f"`{name}` = {now} at the end"
    return f"`{name}` goes from {before} to {now}"


def _short(value: str) -> bool:
    return len(value) <= LONG and is_told(value)


def _counts(teller: Teller, inside: Sequence[Step], run: LoopRun) -> list[str]:
    """How often the branches of the loop's body were taken, two at most."""
    told = []
    for _, body in teller.source.branches.get(run.line, ())[:2]:
        runs = [(step.frame, step.visit) for step in inside if step.event == "line" and step.line == body]
        if len(runs) != len(set(runs)):
            continue
        if runs:
            told.append(f"line {body} runs {len(runs)} time{'s' if len(runs) != 1 else ''}")
        else:
            told.append(f"line {body} never runs")
    calls = [step.function for step in inside if step.event == "call"]
    if calls and len(set(calls)) == 1 and not spoken(calls[0]).startswith("<"):
        made = "calls" if len(calls) != 1 else "call"
        told.append(f"{len(calls)} {made} of `{spoken(calls[0])}` {'are' if len(calls) != 1 else 'is'} made")
    return told


def _prints(inside: Sequence[Step]) -> list[str]:
    texts = [step.stdout.removesuffix("\n") for step in inside if step.event == "print"]
    if not texts or len(texts) > MOST_VALUES or any(len(text) > LONG for text in texts):
        return []
    return ["the program prints " + ", ".join(repr(text) for text in texts)]
