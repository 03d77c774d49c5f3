"""The runs of loops and the calls of a trace: what can be folded, and how deep each lies.

A region that does not end in the ordinary way (a loop left by `break`, a call left by an exception) is offered only as
far as it can be told as a fold; generator frames, whose steps lie apart, are not offered at all.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from tracepile_hf.narration.source import Source
from tracepile_hf.records import Step


@dataclass(slots=True)
class LoopRun:
    """One run of a loop: the header steps of its iterations, and where the foldable part ends."""

    line: int
    frame: int
    level: int
    headers: list[int] = field(default_factory=list)  # index of the header step of iteration 1, 2, ...
    openings: list[int] = field(default_factory=list)  # where that header's statement begins: earlier if it makes calls
    end: int = -1  # where the header begins that ended it, -1 when it was left otherwise

    @property
    def foldable(self) -> int:
        """How many iterations can be folded: all, or all but the one in which the loop was left."""
        return len(self.headers) if self.end >= 0 else len(self.headers) - 1

    def start(self, iteration: int) -> int:
        """The header step with which an iteration begins."""
        return self.headers[iteration - 1]

    def stop(self, iteration: int) -> int:
        """The last step of an iteration."""
        return (self.openings[iteration] if iteration < len(self.openings) else self.end) - 1


@dataclass(slots=True)
class CallRun:
    """One call that returned."""

    start: int  # index of the call step
    end: int  # index of the return step
    level: int
    size: int  # characters of its arguments and its value


@dataclass(slots=True)
class Regions:
    """All that can be folded, in the order in which it begins."""

    loops: list[LoopRun]
    calls: list[CallRun]
    depth: int  # levels there are


def find_regions(steps: tuple[Step, ...], source: Source) -> Regions:
    """The regions of a trace. Levels count from 0 at the outside."""
    generators = {step.frame for step in steps if step.event == "yield"}
    loops: list[LoopRun] = []
    calls: list[CallRun] = []
    running: dict[int, list[LoopRun]] = {}  # frame -> its open loops, outermost first
    openings: dict[tuple[int, int], tuple[int, int]] = {}  # (frame, loop line) -> visit and index of an open header
    open_calls: dict[int, tuple[int, int]] = {}  # frame -> (index of the call step, level)
    level = 0
    for step in steps:
        if step.event == "line":
            level += _line(step, source, generators, loops, running, openings, level)
        elif step.event == "call" and step.frame not in generators:
            open_calls[step.frame] = (step.index, level)
            level += 1
        elif step.event in ("return", "raise"):
            level -= len(running.pop(step.frame, ())) if step.event == "return" else 0
            begun = open_calls.pop(step.frame, None) if step.event == "return" else None
            if begun is not None:
                start, level = begun
                size = sum(len(value) for _, value in steps[start].arguments) + len(step.value or "")
                calls.append(CallRun(start, step.index, level, size))
    deepest = max([run.level for run in loops] + [run.level for run in calls], default=-1)
    return Regions(loops, calls, deepest + 1)


def _line(
    step: Step,
    source: Source,
    generators: set[int],
    loops: list[LoopRun],
    running: dict[int, list[LoopRun]],
    openings: dict[tuple[int, int], tuple[int, int]],
    level: int,
) -> int:
    """Follow the loops of one frame through a `line` step; by how much the level changes."""
    frame = step.frame
    stack = running.get(frame)
    inside = {line for line, _ in step.iterations}
    change = 0
    if stack is not None:
        while stack and stack[-1].line not in inside:
            stack.pop()
            change -= 1
    if frame in generators or not isinstance(source.only(step.line), (ast.For, ast.AsyncFor, ast.While)):
        return change
    opened = openings.pop((frame, step.line), (0, 0))
    if not step.tests or not source.decides(step.line, step.tests[-1][0]):
        openings[frame, step.line] = (step.visit, step.index) if opened[0] != step.visit else opened
        return change
    opening = opened[1] if opened[0] == step.visit else step.index
    if stack is None:
        stack = running[frame] = []
    if step.tests[-1][1]:
        if step.iterations[-1][1] == 1:
            while stack and stack[-1].line == step.line:
                stack.pop()
                change -= 1
            run = LoopRun(step.line, frame, level + change)
            loops.append(run)
            stack.append(run)
            change += 1
        if stack and stack[-1].line == step.line:
            stack[-1].headers.append(step.index)
            stack[-1].openings.append(opening)
    elif stack and stack[-1].line == step.line:
        stack.pop().end = opening
        change -= 1
    return change
