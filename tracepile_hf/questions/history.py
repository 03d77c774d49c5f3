"""A trace seen through what questions ask about: runs of lines, calls, loops, and the values of names over time.

Everything is read from the steps, nothing is worked out a second time. "Runs" of a line are counted over the whole
trace: a statement that was split by a call has run when its last part is done.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tracepile_hf import literals
from tracepile_hf.places import UNBOUND, Course, Held, courses
from tracepile_hf.records import Step, Trace


@dataclass(frozen=True, slots=True)
class LineRun:
    """One run of a line: the step that ended it and which run of that line it is, from 1, in the whole trace."""

    step: Step
    number: int


class History:
    """The questions' view of one trace."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.steps = trace.steps

    @cached_property
    def tree(self) -> ast.Module:
        """The program's syntax tree."""
        return ast.parse(self.trace.case.program.code)

    @cached_property
    def nodes(self) -> dict[int, ast.stmt]:
        """Line number -> the first statement that starts there."""
        found: dict[int, ast.stmt] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.stmt):
                found.setdefault(node.lineno, node)
        return found

    @cached_property
    def shared_lines(self) -> frozenset[int]:
        """Lines that hold more than one statement: questions about their runs would be ambiguous."""
        seen: set[int] = set()
        twice: set[int] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.stmt, ast.ExceptHandler)):
                (twice if node.lineno in seen else seen).add(node.lineno)
        return frozenset(twice)

    @cached_property
    def runs(self) -> dict[int, list[LineRun]]:
        """Line -> its runs in order of their beginning, without lines that several statements share."""
        last: dict[tuple[int, int, int], Step] = {}
        for step in self.steps:
            if step.event == "line" and step.line not in self.shared_lines:
                last[step.frame, step.line, step.visit] = step
        found: dict[int, list[LineRun]] = {}
        for (_, line, _), step in last.items():
            runs = found.setdefault(line, [])
            runs.append(LineRun(step, len(runs) + 1))
        return found

    @cached_property
    def calls(self) -> dict[str, list[Step]]:
        """Function -> its call steps in order, lambdas left out."""
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            if step.event == "call" and "<" not in step.function.rsplit(".", 1)[-1]:
                found.setdefault(step.function, []).append(step)
        return found

    @cached_property
    def returns(self) -> dict[int, Step]:
        """Frame -> its return step."""
        return {step.frame: step for step in self.steps if step.event == "return"}

    @cached_property
    def courses(self) -> dict[tuple[int, str], Course]:
        """(owning frame, name) -> what it held over the run."""
        return courses(self.steps)

    @cached_property
    def names(self) -> dict[tuple[int, str], list[int]]:
        """(owning frame, name) -> indices of the steps at which it, or something in it, changed."""
        return {key: told.indices for key, told in self.courses.items()}

    def values(self, frame: int, name: str) -> Iterator[tuple[int, str]]:
        """(step index, literal) each time the value of a name changes. Ends where the value can no longer be read."""
        before = UNBOUND
        for index, held in zip(*self.courses.get((frame, name), ((), ())), strict=True):
            literal = _literal(held)
            if literal is None:
                return
            if literal != before:
                yield index, literal
            before = literal

    def value_at(self, frame: int, name: str, index: int) -> str | None:
        """The literal of a name after the step at `index`, or None if it is unbound or cannot be read."""
        told = self.courses.get((frame, name))
        place = bisect_right(told.indices, index) if told else 0
        found = _literal(told.held[place - 1]) if told and place else None
        return found if found and plain(found) else None

    def locals_of(self, frame: int) -> list[str]:
        """Names owned by a frame, in order of their first binding, without functions, classes and modules."""
        return [
            name
            for (owner, name), indices in self.names.items()
            if owner == frame and not any(self._is_definition(index, name) for index in indices[:1])
        ]

    def step_is_definition(self, step: Step) -> bool:
        """Whether the step's statement defines or imports something."""
        return isinstance(self.nodes.get(step.line), (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom))

    def counts_once_more(self, line: int) -> bool:
        """Whether a line is the header of a `for`, which runs once more than its body: "its 5th run" reads two ways."""
        return isinstance(self.nodes.get(line), ast.For)

    def is_loop_variable(self, indices: Sequence[int]) -> bool:
        """Whether only headers of `for` loops changed a name, at the steps given."""
        return all(isinstance(self.nodes.get(self.steps[index].line), ast.For) for index in indices)

    def _is_definition(self, index: int, name: str) -> bool:
        return any(place == name and literal.startswith("<") for place, literal in self.steps[index].changed)

    def loops(self) -> dict[int, list[list[Step]]]:
        """Loop header line -> its executions; each is the list of header steps that began an iteration."""
        found: dict[int, list[list[Step]]] = {}
        for line, runs in self.runs.items():
            if not isinstance(self.nodes.get(line), (ast.For, ast.While)):
                continue
            for run in runs:
                number = dict(run.step.iterations).get(line, 0)
                if run.step.tests and not run.step.tests[-1][1]:
                    if number == 0:
                        found.setdefault(line, []).append([])
                    continue
                if number == 1:
                    found.setdefault(line, []).append([])
                if line in found:
                    found[line][-1].append(run.step)
        return found


def _literal(held: Held) -> str | None:
    """What a name holds; None where the trace does not say, and where only a part of what has no literal was told."""
    return held.text if held.is_whole or not held.is_obscured else None


def plain(literal: str) -> bool:
    """Whether a literal is a value that an answer may hold."""
    return not literal.startswith("<") and literals.is_value(literal)


def atom(literal: str) -> bool:
    """Whether a literal is a number, text, truth value or None."""
    return plain(literal) and literal[0] not in "[({" and "(" not in literal.split("'")[0].split('"')[0]
