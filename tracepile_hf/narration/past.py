"""A run as somebody sees it who counts: runs of lines, calls of functions, rounds of loops, values over time."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from tracepile_hf.narration.source import Source
from tracepile_hf.places import UNBOUND, Course, courses, is_told
from tracepile_hf.records import Step

Extent = tuple[int, int]  # first and last step


class Past:
    """The steps of one trace, indexed as far as somebody asks."""

    def __init__(self, steps: Sequence[Step], source: Source) -> None:
        self.steps = steps
        self.source = source

    def runs(self, line: int) -> list[Extent]:
        """The runs of a line in the order in which they begin, each to its last part."""
        found: dict[tuple[int, int], Extent] = {}
        for step in self.steps:
            if step.event == "line" and step.line == line:
                key = (step.frame, step.visit)
                found[key] = (found.get(key, (step.index, 0))[0], step.index)
        return sorted(found.values())

    def calls(self, name: str) -> list[Extent]:
        """The calls of a function by its short name in the order in which they begin, each to its last step."""
        last = {step.frame: step.index for step in self.steps}
        return [
            (step.index, last[step.frame])
            for step in self.steps
            if step.event == "call" and step.function.rpartition(".")[2] == name
        ]

    def rounds(self, line: int) -> list[list[Step]]:
        """For each run of a loop, the header steps that begin an iteration and the one that ended it, if any."""
        found: list[list[Step]] = []
        latest: dict[tuple[int, object], list[Step]] = {}
        for step in self.steps:
            if step.event != "line" or step.line != line or not self.decides(step):
                continue
            outer = [loop for loop in step.iterations if loop[0] != line]
            key = (step.frame, tuple(outer))
            begins = self.begins(step)
            if begins and step.iterations and step.iterations[-1] == (line, 1):
                latest[key] = [step]
                found.append(latest[key])
            elif key in latest:
                latest[key].append(step)
        return found

    def decides(self, step: Step) -> bool:
        """Whether a loop's header came to its decision at a step: not where a call splits it."""
        node = self.source.only(step.line)
        if step.tests:
            return self.source.decides(step.line, step.tests[-1][0])
        return isinstance(node, ast.While) and isinstance(node.test, ast.Constant)

    @staticmethod
    def begins(step: Step) -> bool:
        """Whether a deciding header begins an iteration."""
        return not step.tests or step.tests[-1][1]

    def opening(self, header: Step) -> int:
        """The first step of a header that calls have split."""
        index = header.index
        for step in reversed(self.steps[: header.index]):
            if step.event == "line" and step.frame == header.frame:
                if (step.line, step.visit) != (header.line, header.visit):
                    break
                index = step.index
        return index

    @cached_property
    def courses(self) -> dict[tuple[int, str], Course]:
        """(owning frame, name) -> what it held over the run."""
        return courses(tuple(self.steps))

    def value(self, frame: int, name: str, index: int) -> str | None:
        """What a name of a frame holds after a step; None where it is unbound, or cannot be told."""
        course = self.courses.get((frame, name))
        place = bisect_right(course.indices, index) if course else 0
        if course is None or not place:
            return None
        text = course.held[place - 1].text
        return text if text is not None and text != UNBOUND and is_told(text) else None

    def values(self, frame: int, name: str) -> list[tuple[int, str]]:
        """(step, literal) each time the value of a name of a frame changes; empty where one cannot be told."""
        found: list[tuple[int, str]] = []
        course = self.courses.get((frame, name))
        for index in course.indices if course is not None else ():
            text = self.value(frame, name, index)
            if text is None:
                return []
            if not found or found[-1][1] != text:
                found.append((index, text))
        return found
