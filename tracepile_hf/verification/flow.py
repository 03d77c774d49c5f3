"""Control flow: which line comes next, which branch ran, what was skipped, how a loop was left."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from tracepile_hf.records import Step
from tracepile_hf.verification.anchors import iteration_of, outer_loops, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import written
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk

Branching = ast.If | ast.While | ast.For | ast.AsyncFor


def following(walk: Walk) -> Step | None:
    """The next `line` step of the frame in control that belongs to another statement."""
    step = walk.step
    if step.event == "raise":
        indices = [walk.timeline.next_line(frame, walk.position) for frame in walk.timeline.stack_at(walk.position)]
        found = min((index for index in indices if index >= 0), default=NOWHERE)
    else:
        found = walk.timeline.next_line(walk.frame, walk.position)
    return walk.steps[found] if found >= 0 else None


def check_next(walk: Walk, statement: Statement) -> None:
    """so line 5 is next; control returns to line 5."""
    line = whole(statement.slots[0])
    if statement.mode == "back" and walk.step.event in ("return", "yield"):
        last = walk.timeline.last_of(walk.frame, walk.position)
        if last >= 0 and walk.steps[last].line == line:
            return
        raise Refutation(
            f"expected control to return to line {walk.steps[last].line}, got line {line}", str(walk.steps[last].line)
        )
    step = following(walk)
    if step is None:
        raise Refutation(f"expected line {line} after {walk.here}, no line follows in this frame")
    if step.line != line:
        raise Refutation(f"expected line {step.line} next after {walk.here}, got line {line}", str(step.line))
    if statement.mode == "again" and not any(
        index <= walk.position for index in walk.timeline.lines.get((step.frame, line), [])
    ):
        raise Refutation(f"expected line {line} to have run before {walk.here}, it has not")


def header(walk: Walk) -> Branching:
    """The statement with a body that starts on the line where we stand."""
    for node in walk.source.statements.get(walk.step.line, ()):
        if isinstance(node, (ast.If, ast.While, ast.For, ast.AsyncFor)):
            return node
    raise Refutation(f"expected an if or a loop on line {walk.step.line}, found none")


def went(walk: Walk, node: Branching) -> bool:
    """How the test of the statement where we stand came out."""
    if isinstance(node, (ast.If, ast.While)):
        found = walk.view.test(written(node.test))
        if found is not None:
            return found
    elif walk.step.tests:
        return walk.step.tests[-1][1]
    if isinstance(node, (ast.If, ast.While)) and isinstance(node.test, ast.Constant):
        return bool(node.test.value)
    raise Refutation(f"expected a decision at {walk.here}, found none")


def check_branch(walk: Walk, statement: Statement) -> None:
    """the else branch on line 8 runs; the body runs."""
    node = header(walk)
    if statement.mode == "body":
        wanted, block, line = True, node.body, statement.slots[0]
    else:
        wanted = statement.slots[0] == "if"
        block, line = node.body if wanted else node.orelse, statement.slots[1]
        if not isinstance(node, ast.If):
            raise Refutation(f"expected an if on line {walk.step.line}, found a loop")
    if not block:
        raise Refutation(f"the if on line {walk.step.line} has no else branch")
    if went(walk, node) is not wanted:
        raise Refutation(f"the test on line {walk.step.line} went the other way, at {walk.here}", repr(not wanted))
    if line is not None:
        step = following(walk)
        if step is None or step.line != whole(line):
            raise Refutation(f"expected line {step.line if step else 'none'} next after {walk.here}, got line {line}")


def check_skip(walk: Walk, statement: Statement) -> None:
    """the body is skipped; lines 5 to 7 are skipped; no else branch; skips it."""
    if statement.mode == "nothing":
        _require_nothing_done(walk)
        return
    if statement.mode in ("body", "else"):
        node = header(walk)
        if statement.mode == "else":
            if node.orelse:
                raise Refutation(f"line {walk.step.line} has an else branch")
        elif went(walk, node):
            raise Refutation(f"the body on line {walk.step.line} is entered at {walk.here}")
        return
    first = whole(statement.slots[0])
    last = whole(statement.slots[1]) if statement.mode == "lines" else first
    ranges = skipped_ranges(walk)
    if (first, last) not in ranges:
        told = " or ".join(f"{one} to {other}" for one, other in sorted(ranges)) or "none"
        raise Refutation(f"expected the lines skipped at {walk.here} to be {told}, got {first} to {last}")
    step = following(walk)
    if step is not None and first <= step.line <= last and step.frame == walk.step.frame:
        raise Refutation(f"line {step.line} is next after {walk.here}, it is not skipped")


def _require_nothing_done(walk: Walk) -> None:
    """Raises `Refutation` unless the `if` where we stand does nothing: its test failed, or its body only goes on."""
    node = header(walk)
    if not isinstance(node, ast.If):
        raise Refutation(f"expected an if at {walk.here}, found a loop")
    block = node.body if went(walk, node) else node.orelse
    if not all(isinstance(part, (ast.Continue, ast.Pass)) for part in block):
        raise Refutation(f"line {block[0].lineno} runs after {walk.here}, it is not skipped", "")


def skipped_ranges(walk: Walk) -> set[tuple[int, int]]:
    """(first line, last line) of the blocks that the statement where we stand does not enter, or jumps over."""
    found: set[tuple[int, int]] = set()
    for node in walk.view.nodes:
        if isinstance(node, (ast.If, ast.While, ast.For, ast.AsyncFor)):
            if not went(walk, node):
                found.add(_extent(node.body))
            elif isinstance(node, ast.If) and node.orelse:
                found.add(_extent(node.orelse))
        if isinstance(node, (ast.Break, ast.Continue, ast.Return, ast.Raise)):
            found |= walk.source.rest_after(node)
    return found


def _extent(block: list[ast.stmt]) -> tuple[int, int]:
    return block[0].lineno, block[-1].end_lineno or block[-1].lineno


def check_leave(walk: Walk, statement: Statement) -> None:
    """the loop on line 4 is left."""
    line = whole(statement.slots[0])
    frame = walk.step.frame
    here = walk.step
    if statement.mode == "break" and not any(
        isinstance(part, ast.Break) for node in walk.view.nodes for part in ast.walk(node)
    ):
        raise Refutation(f"expected line {here.line} to break out of a loop, it does not")
    if iteration_of(here, line) < 0:
        raise Refutation(f"expected to stand in the loop on line {line}, got {walk.here}")
    on_the_way = _ends_of_blocks(walk, here.line, line)
    index = walk.timeline.next_in(walk.timeline.frames[frame], walk.position)
    while index >= 0:
        step = walk.steps[index]
        if iteration_of(step, line) < 0:
            return
        if outer_loops(step, line) != outer_loops(here, line):
            return
        if step.event in ("line", "call", "print", "yield") and step.line not in on_the_way:
            raise Refutation(f"the loop on line {line} goes on at step {index}")
        index = walk.timeline.next_in(walk.timeline.frames[frame], index)


def _ends_of_blocks(walk: Walk, line: int, loop: int) -> set[int]:
    """Lines that run when a line of a loop leaves the blocks around it: headers of `with`, and what `finally` holds."""
    found: set[int] = set()
    for node in ast.walk(walk.source.loops[loop]):
        if not isinstance(node, ast.stmt) or not node.lineno < line <= (node.end_lineno or line):
            continue
        if isinstance(node, (ast.With, ast.AsyncWith)):
            found.add(node.lineno)
        final = getattr(node, "finalbody", [])
        if final and line < final[0].lineno:
            found.update(range(final[0].lineno, (final[-1].end_lineno or final[-1].lineno) + 1))
    return found


def check_restart(walk: Walk, statement: Statement) -> None:
    """goes to the next iteration of the loop on line 4."""
    line = whole(statement.slots[0])
    if line not in walk.source.loops or iteration_of(walk.step, line) < 0:
        raise Refutation(f"expected to stand in a loop on line {line}, got {walk.here}")
    step = following(walk)
    if step is None or step.line != line:
        raise Refutation(f"expected line {step.line if step else 'none'} next after {walk.here}, got line {line}")
    header = [step, *walk.timeline.rest_of(step.index)]
    if not any(walk.outcome(part) for part in header):
        raise Refutation(f"the loop on line {line} ends at step {step.index}: there is no next iteration")


def check_uncaught(walk: Walk, statement: Statement) -> None:
    """nothing catches it."""
    step = walk.step
    if walk.trace.outcome != "raised" or step.event != "raise" or step.value != walk.trace.exception:
        raise Refutation(f"expected an exception that ends the run at {walk.here}")
    waiting = set(walk.timeline.stack_at(walk.position))
    for later in walk.steps[walk.position + 1 :]:
        if later.event == "raise" and later.value != step.value:
            raise Refutation(f"another exception follows {walk.here}")
        if later.event == "line" and later.frame in waiting and later.line not in walk.source.passing_lines:
            raise Refutation(f"the run goes on with line {later.line} after {walk.here}")


def check_retrospect(walk: Walk, statement: Statement) -> None:
    """line 6 ran 3 times in it: in the loop that has just ended."""
    if walk.ended is None:
        raise Refutation("expected the end of a loop in the same sentence, found none")
    line = whole(statement.slots[0])
    end = walk.steps[walk.ended]
    loop = walk.source.loops[end.line]
    if not loop.lineno < line <= (loop.end_lineno or loop.lineno) or line not in walk.source.first_lines:
        raise Refutation(f"expected the first line of a block in the loop on line {end.line}, got line {line}")
    outer = outer_loops(end, end.line)
    visits = {
        walk.steps[index].visit
        for index in walk.timeline.lines.get((end.frame, line), [])
        if index <= walk.ended
        and iteration_of(walk.steps[index], end.line) >= 0
        and outer_loops(walk.steps[index], end.line) == outer
    }
    said = {"never": 0, "once": 1}.get(statement.mode)
    if said is None:
        said = whole(statement.slots[1])
    if len(visits) != said:
        raise Refutation(f"expected line {line} to have run {len(visits)} times, got {said}", str(len(visits)))


def check_calling(walk: Walk, statement: Statement) -> None:
    """calls a function: the next step is a call that this statement makes."""
    following = walk.position + 1
    if following >= len(walk.steps) or walk.steps[following].event != "call":
        raise Refutation(f"expected a call right after {walk.here}, found none")


def check_resuming(walk: Walk, statement: Statement) -> None:
    """lets the generator go on: the next step is in a generator that had paused."""
    following = walk.position + 1
    frame = walk.steps[following].frame if following < len(walk.steps) else walk.step.frame
    if frame == walk.step.frame or frame not in walk.timeline.generators or walk.steps[following].event == "call":
        raise Refutation(f"expected a generator to go on right after {walk.here}, none does")


def check_assertion(walk: Walk, statement: Statement) -> None:
    """as it should be: the assertion where we stand holds."""
    asserts = any(isinstance(node, ast.Assert) for node in walk.source.statements.get(walk.step.line, ()))
    if not asserts or not walk.step.tests or not walk.step.tests[-1][1]:
        raise Refutation(f"expected an assertion that holds at {walk.here}, found none")


def check_depth(walk: Walk, statement: Statement) -> None:
    """(depth 3)"""
    said = whole(statement.slots[0])
    if walk.step.depth != said:
        raise Refutation(f"expected depth {walk.step.depth}, got {said}, at {walk.here}", str(walk.step.depth))


FLOW: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "depth": check_depth,
    "next": check_next,
    "branch": check_branch,
    "skip": check_skip,
    "leave": check_leave,
    "restart": check_restart,
    "uncaught": check_uncaught,
    "retrospect": check_retrospect,
    "calling": check_calling,
    "resuming": check_resuming,
    "assertion": check_assertion,
}
