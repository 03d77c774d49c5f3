"""A trace indexed for checking: which frame has control after each step, where lines and calls are, what changed when.

Built in one pass over the steps; whatever needs more is worked out when it is first asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Final, NamedTuple

from tracepile_hf.records import Step, Trace
from tracepile_hf.verification.places import root_of

UNBOUND: Final = "<unbound>"
NOWHERE: Final = -1


class Change(NamedTuple):
    """What the step at `at` did to a name or a part of it. `base`: where in its history it last changed as a whole."""

    at: int
    place: str
    literal: str
    base: int


_made: Final[Callable[[type[Change], tuple[object, ...]], Change]] = tuple.__new__  # there are very many


class History:
    """The changes of one name in one frame, in order, and the steps at which they happened."""

    __slots__ = ("changes", "moments")

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.moments: list[int] = []

    def at(self, position: int) -> int:
        """The number of the last change at or before a step, or -1."""
        moments = self.moments
        if moments[-1] <= position:
            return len(moments) - 1
        return bisect_right(moments, position) - 1


class Timeline:
    """Positions are step indices; -1 is before the first step."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.steps = trace.steps
        self.lines: dict[tuple[int, int], list[int]] = defaultdict(list)  # (frame, line) -> its `line` steps
        self.frames: dict[int, list[int]] = defaultdict(list)  # frame -> its steps
        self.events: dict[str, list[int]] = defaultdict(list)  # print, raise, yield -> their steps
        self.calls: dict[int, list[int]] = defaultdict(list)  # frame that calls -> `call` steps
        self.caller: dict[int, int] = {0: NOWHERE}  # frame -> the frame that called it
        self.call_of: dict[int, int] = {}  # frame -> its `call` step
        self.enclosing: dict[int, int] = {0: NOWHERE}
        self.depth: dict[int, int] = {0: 0}  # frame -> its depth when it was entered last
        self.control: list[int] = []  # frame that has control after each step
        self.history: dict[tuple[int, str], History] = {}  # (owning frame, name) -> its changes
        self._index()

    def _index(self) -> None:
        stack = [0]
        frames, lines, control = self.frames, self.lines, self.control.append
        for index, step in enumerate(self.steps):
            frame, event = step.frame, step.event
            if frame != stack[-1]:
                self._enter(stack, step)
            frames[frame].append(index)
            if event == "line":
                lines[frame, step.line].append(index)
            else:
                self.events[event].append(index)
                if event in ("return", "yield") and len(stack) > 1:
                    stack.pop()
            control(stack[-1])
            if step.changed:
                for (place, literal), owner in zip(step.changed, step.owners, strict=True):
                    self._remember(index, place, literal, owner)

    def _remember(self, index: int, place: str, literal: str, owner: int) -> None:
        is_whole = place.isidentifier()
        key = (owner, place if is_whole else root_of(place))
        history = self.history.get(key)
        if history is None:
            history = self.history[key] = History()
        changes = history.changes
        base = len(changes) if is_whole else changes[-1].base if changes else NOWHERE
        changes.append(_made(Change, (index, place, literal, base)))
        history.moments.append(index)

    def _enter(self, stack: list[int], step: Step) -> None:
        """Control is in another frame than before: called, resumed, or come back to by an exception."""
        frame = step.frame
        self.depth[frame] = step.depth
        if step.event == "call":
            while self.depth[stack[-1]] >= step.depth and len(stack) > 1:  # left by an exception that no code of the
                stack.pop()  # program caught: `list` ends at a StopIteration
            self.caller.setdefault(frame, stack[-1])
            self.calls[stack[-1]].append(step.index)
            self.call_of[frame] = step.index
            self.enclosing[frame] = step.enclosing
            stack.append(frame)
        elif frame in stack:
            while stack[-1] != frame:
                stack.pop()
        else:  # a suspended generator goes on, and with it those that wait for it in a `yield from` or a loop
            self.enclosing.setdefault(frame, step.enclosing)
            waiting = [frame]
            while (below := self.caller.setdefault(waiting[-1], stack[-1])) not in stack:
                waiting.append(below)
            stack.extend(reversed(waiting))

    @cached_property
    def entry(self) -> int:
        """The step of the call that the run is about: the last one made from the top; -1 for a script."""
        name = self.trace.case.program.entry_point
        if name is None:
            return NOWHERE
        name = name.rpartition(".")[2]
        made = [index for index in self.calls[0] if self.steps[index].function.rpartition(".")[2] == name]
        if not made and self.calls[0]:
            return self.calls[0][-1]
        return made[-1] if made else NOWHERE

    @cached_property
    def generators(self) -> frozenset[int]:
        """Frames that have yielded: a line may be reached in them without a call."""
        return frozenset(self.steps[index].frame for index in self.events["yield"])

    def events_on(self, line: int) -> list[int]:
        """The `line` steps on a line, of all frames, in order."""
        return sorted(index for (_, number), row in self.lines.items() if number == line for index in row)

    def frame_at(self, position: int) -> int:
        """The frame that has control after the step at `position`."""
        return self.control[position] if position >= 0 else 0

    def stack_at(self, position: int) -> list[int]:
        """The frame in control and those that wait for it, innermost first."""
        found = [self.frame_at(position)]
        while (below := self.caller.get(found[-1], NOWHERE)) >= 0:
            found.append(below)
        return found

    def next_in(self, indices: list[int], position: int) -> int:
        """The first of ascending `indices` after `position`, or -1."""
        at = bisect_right(indices, position)
        return indices[at] if at < len(indices) else NOWHERE

    def last_of(self, frame: int, position: int) -> int:
        """The last step of `frame` at or before `position`, or -1."""
        indices = self.frames.get(frame, [])
        at = bisect_right(indices, position)
        return indices[at - 1] if at else NOWHERE

    def rest_of(self, position: int) -> list[Step]:
        """The later `line` steps of the statement at `position`, where calls split it."""
        step = self.steps[position]
        row = self.lines.get((step.frame, step.line), [])
        found = []
        for index in row[bisect_right(row, position) :]:
            if self.steps[index].visit != step.visit:
                break
            found.append(self.steps[index])
        return found

    def next_line(self, frame: int, position: int) -> int:
        """The first `line` step of `frame` after `position` that is of another statement (or visit), or -1."""
        indices = self.frames.get(frame, [])
        here = self.steps[self.last_of(frame, position)] if position >= 0 else None
        for index in indices[bisect_right(indices, position) :]:
            step = self.steps[index]
            if step.event != "line":
                continue
            if here is not None and (step.line, step.visit) == (here.line, here.visit):
                continue
            return index
        return NOWHERE

    def statement(self, position: int) -> list[Step]:
        """The step at `position` and, before it, the other `line` steps of the same run of the same statement."""
        step = self.steps[position]
        found = [step]
        indices = self.frames[step.frame]
        at = bisect_left(indices, position) - 1
        while at >= 0:
            other = self.steps[indices[at]]
            if other.line != step.line or other.event == "call" or (other.visit != step.visit and other.visit):
                break
            found.append(other)
            at -= 1
        return found
