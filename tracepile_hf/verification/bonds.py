"""What a claim is bound to beside what it says: a line, a block, the first or the last iteration."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from tracepile_hf.verification.anchors import iteration_of, outer_loops, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.walk import Refutation, Walk

_TRIES: Final = tuple(kind for kind in (ast.Try, getattr(ast, "TryStar", None)) if kind is not None)
_HEADS: Final[dict[str, tuple[type[ast.stmt], ...]]] = {
    "if": (ast.If,),
    "elif": (ast.If,),
    "with": (ast.With, ast.AsyncWith),
    "for": (ast.For, ast.AsyncFor),
    "while": (ast.While,),
    "try": _TRIES,
}


def require_bonds(walk: Walk, statement: Statement) -> None:
    """Raises `Refutation` unless a claim that holds where we stand is of the line, block and time it is told of."""
    for bond in statement.also:
        kind, _, said = bond.partition(":")
        step = walk.step
        if kind == "line":
            frame = walk.timeline.caller.get(step.frame, 0)
            last = walk.timeline.last_of(frame, step.index) if step.event == "call" else step.index
            step = walk.steps[max(last, 0)]
            if step.line != whole(said):
                raise Refutation(f"expected line {step.line}, got line {said}, at {walk.here}", str(step.line))
        elif kind == "block":
            if not any(first <= step.line <= last for first, last in _blocks(walk, said)):
                raise Refutation(f"expected a line of the {said} block, got {walk.here}")
        elif kind == "asked":
            if not walk.source.comparisons_at(step.line):
                raise Refutation(f"expected a comparison at {walk.here}, found none")
        elif kind == "found":
            if not any(
                isinstance(node, ast.Compare) and _asks_in(node) for node in walk.source.expressions_at(step.line)
            ):
                raise Refutation(f"expected a test of what is in something at {walk.here}, found none")
        elif kind == "code":
            _require_code(walk, said)
        elif kind != "directly":  # which is a matter of what was told before: see `laying`
            _require_turn(walk, said)


def came_back(walk: Walk, frame: int) -> int:
    """The step with which the first call that a frame makes returns to it; the end of the run if none does."""
    calls = walk.timeline.calls.get(frame, [])
    ends = [walk.timeline.frames[walk.steps[index].frame][-1] for index in calls]
    return min(ends, default=len(walk.steps))


def _require_code(walk: Walk, code: str) -> None:
    """Raises `Refutation` unless what happens where we stand is done by a statement that is quoted."""
    for frame in walk.timeline.stack_at(walk.position):
        last = walk.timeline.last_of(frame, walk.position)
        if last >= 0 and walk.source.is_statement(code, walk.steps[last].line):
            return
    raise Refutation(f"expected the code of {walk.here}, got `{code}`")


def _blocks(walk: Walk, word: str) -> Iterator[tuple[int, int]]:
    """(first line, last line) of the blocks of the program that a word names."""
    for node in walk.source.nodes:
        if word == "else":
            blocks = [getattr(node, "orelse", [])] if isinstance(node, ast.stmt) else []
            if isinstance(node, ast.If) and _is_elif(walk, node):
                blocks = []
        elif word == "finally":
            blocks = [getattr(node, "finalbody", [])]
        elif word == "except":
            blocks = [handler.body for handler in getattr(node, "handlers", [])]
        elif isinstance(node, _HEADS.get(word, ())):
            if isinstance(node, ast.If) and (word == "elif") is not _is_branch(walk, node):
                continue
            blocks = [getattr(node, "body", [])]
        else:
            continue
        for block in blocks:
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield block[0].lineno, block[-1].end_lineno or block[-1].lineno


def _is_elif(walk: Walk, node: ast.If) -> bool:
    """Whether what an `if` has for its else is an `elif`."""
    return len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If) and _is_branch(walk, node.orelse[0])


def _is_branch(walk: Walk, node: ast.If) -> bool:
    """Whether an `if` is written `elif`."""
    return walk.source.code.splitlines()[node.lineno - 1].lstrip().startswith("elif")


def _asks_in(node: ast.Compare) -> bool:
    return any(isinstance(sign, (ast.In, ast.NotIn)) for sign in node.ops)


def _require_turn(walk: Walk, said: str) -> None:
    """Raises `Refutation` unless all loops around us are in their first, or their last, iteration."""
    step = walk.step
    changed = {root_of(place) for place, _ in step.changed}
    for root in changed:
        history = walk.timeline.history.get((walk.state.owner(root, step.frame, step.index), root))
        moments = history.moments if history is not None else []
        if said == "last" and any(moment > step.index for moment in moments):
            raise Refutation(f"expected the last change of `{root}`, it changes after {walk.here}")
        if said == "first" and sum(moment < step.index for moment in moments) > 1:
            raise Refutation(f"expected the first change of `{root}`, it was changed before {walk.here}")
    for line, number in step.iterations:
        if said == "first" and number > 1:
            raise Refutation(f"expected the first iteration of the loop on line {line}, got {number}", "1")
        if said != "last":
            continue
        for index in walk.timeline.lines.get((step.frame, line), []):
            other = walk.steps[index]
            if (
                index > step.index
                and walk.outcome(other) is True
                and outer_loops(other, line) == outer_loops(step, line)
            ):
                later = iteration_of(other, line)
                raise Refutation(f"expected the last iteration of the loop on line {line}, iteration {later} follows")
