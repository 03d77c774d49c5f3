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
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.records import Step, Trace

UNBOUND: Final = "<unbound>"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a line: the step that ended it and which run of that line it is, from 1, in the whole trace."""

    step: Step
    number: int


class _Told:
    """The values of one name, worked out as far as asked, and once: each may be a whole container's literal."""

    def __init__(self, changes: Iterator[tuple[int, str]]) -> None:
        self._changes = changes
        self._indices: list[int] = []
        self._literals: list[str] = []

    def at(self, index: int) -> str | None:
        """The value after the step at `index`; None before the first."""
        while not self._indices or self._indices[-1] <= index:
            change = next(self._changes, None)
            if change is None:
                break
            self._indices.append(change[0])
            self._literals.append(change[1])
        place = bisect_right(self._indices, index)
        return self._literals[place - 1] if place else None


class History:
    """The questions' view of one trace."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.steps = trace.steps
        self._told: dict[tuple[int, str], _Told] = {}

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
    def runs(self) -> dict[int, list[Run]]:
        """Line -> its runs in order of their beginning, without lines that several statements share."""
        last: dict[tuple[int, int, int], Step] = {}
        for step in self.steps:
            if step.event == "line" and step.line not in self.shared_lines:
                last[step.frame, step.line, step.visit] = step
        found: dict[int, list[Run]] = {}
        for (_, line, _), step in last.items():
            runs = found.setdefault(line, [])
            runs.append(Run(step, len(runs) + 1))
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
    def names(self) -> dict[tuple[int, str], list[int]]:
        """(owning frame, name) -> indices of the steps at which it, or something in it, changed."""
        found: dict[tuple[int, str], list[int]] = {}
        for step in self.steps:
            for (place, _), owner in zip(step.changed, step.owners, strict=True):
                indices = found.setdefault((owner, root(place)), [])
                if not indices or indices[-1] != step.index:
                    indices.append(step.index)
        return found

    def values(self, frame: int, name: str) -> Iterator[tuple[int, str]]:
        """(step index, literal) each time the value of a name changes. Ends where the value can no longer be read."""
        for index, literal in self._changes(frame, name):
            if not literal:
                return
            yield index, literal

    def _changes(self, frame: int, name: str) -> Iterator[tuple[int, str]]:
        """The same to the end of the run, with an empty literal wherever the value cannot be read."""
        current = UNBOUND
        for index in self.names.get((frame, name), ()):
            step = self.steps[index]
            before = current
            for (place, literal), owner in zip(step.changed, step.owners, strict=True):
                if owner == frame and root(place) == name:
                    current = literal if place == name else _with_part(current, place, literal)
            if current != before:
                yield index, current

    def value_at(self, frame: int, name: str, index: int) -> str | None:
        """The literal of a name after the step at `index`, or None if it is unbound or cannot be read."""
        told = self._told.get((frame, name))
        if told is None:
            told = self._told[frame, name] = _Told(self._changes(frame, name))
        found = told.at(index)
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


def root(place: str) -> str:
    """The name at the root of a place: `x` of `x[3].y`."""
    for end, character in enumerate(place):
        if character in "[.":
            return place[:end]
    return place


def plain(literal: str) -> bool:
    """Whether a literal is a value that an answer may hold."""
    return not literal.startswith("<") and literals.is_value(literal)


def atom(literal: str) -> bool:
    """Whether a literal is a number, text, truth value or None."""
    return plain(literal) and literal[0] not in "[({" and "(" not in literal.split("'")[0].split('"')[0]


def _with_part(whole: str, place: str, literal: str) -> str:
    """The literal of a container after one part of it was replaced; empty when that cannot be done."""
    if not plain(whole) or not plain(literal):
        return ""
    value = literals.parse(whole)
    node: Any = ast.parse(place, mode="eval").body
    path: list[ast.expr] = []
    while not isinstance(node, ast.Name):
        path.append(node)
        node = node.value
    holder = value
    try:
        for part in reversed(path[1:]):
            holder = getattr(holder, part.attr) if isinstance(part, ast.Attribute) else holder[_key(part)]
        if not isinstance(path[0], ast.Subscript):
            return ""
        holder[_key(path[0])] = literals.parse(literal)
    except (LookupError, TypeError, AttributeError, LiteralError):
        return ""
    return literals.render(value)


def _key(node: ast.expr) -> Any:
    assert isinstance(node, ast.Subscript)
    return literals.parse(ast.unparse(node.slice))
