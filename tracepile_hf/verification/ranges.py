"""What is true of a range of steps, worked out once and only as far as it is asked for, however much is said of it."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from tracepile_hf.records import Step
from tracepile_hf.verification.calls import is_function
from tracepile_hf.verification.expression import evaluate, normal, parse_expression, written
from tracepile_hf.verification.places import Accessor, PlaceError, path_of, root_of
from tracepile_hf.verification.state import Known, State, Unknown
from tracepile_hf.verification.timeline import NOWHERE, UNBOUND, Change
from tracepile_hf.verification.walk import Refutation, Walk

Way = tuple[Accessor, ...]
MOST_STATES: Final = 8  # of the run at the ends of ranges, kept at a time
MOST_CHARACTERS: Final = 200_000  # of values that are put together from parts, for all that is said of one range


class Ahead:
    """The values of an iterator, taken as far as somebody looks."""

    def __init__(self, rest: Iterator[str | None]) -> None:
        self._taken: list[str | None] = []
        self._rest = rest

    def __iter__(self) -> Iterator[str | None]:
        place = 0
        while True:
            if place == len(self._taken):
                try:
                    self._taken.append(next(self._rest))
                except StopIteration:
                    return
            yield self._taken[place]
            place += 1


class Range:
    """The steps from `first` to `last`, both included, seen from `frame`."""

    def __init__(self, walk: Walk, first: int, last: int, frame: int) -> None:
        self.first, self.last, self.frame = first, last, frame
        self._walk = walk
        self._values: dict[str, Ahead] = {}
        self._called: dict[str, int] = {}
        self._changed: dict[str, dict[int, list[Change]]] = {}
        self._parts: dict[str, dict[Way, list[tuple[int, list[Change]]]]] = {}
        self.judged: dict[object, str] = {}  # what was found to be wrong with a claim; empty: nothing
        self._characters = 0

    @property
    def steps(self) -> Iterator[Step]:
        """The steps of the range."""
        steps = self._walk.steps
        return (steps[index] for index in range(max(self.first, 0), min(self.last + 1, len(steps))))

    @cached_property
    def tests(self) -> dict[str, list[bool]]:
        """How conditions came out, each time they were decided in the frame of the range."""
        found: dict[str, list[bool]] = defaultdict(list)
        for step in self.steps:
            if step.frame == self.frame:
                for test, outcome in step.tests:
                    found[test].append(outcome)
        return dict(found)

    def outcomes(self, text: str) -> list[bool]:
        """The same of one condition."""
        found = self.tests.get(text)
        return found if found is not None else self.tests.get(normal(text), [])

    @cached_property
    def lines(self) -> Counter[int]:
        """How often each line ran, a statement that was split once."""
        return Counter(line for line, _, _ in {(s.line, s.frame, s.visit) for s in self.steps if s.event == "line"})

    @cached_property
    def printed(self) -> list[Step]:
        """The steps that print."""
        return [step for step in self.steps if step.event == "print"]

    @cached_property
    def calls(self) -> list[Step]:
        """The calls that are made; one that the range begins with is not of it."""
        return [step for step in self.steps if step.event == "call" and step.index > self.first]

    def times_called(self, name: str) -> int:
        """How often a function is called."""
        known = self._called.get(name)
        if known is None:
            last = name.rpartition(".")[2]
            made_up = last.isidentifier() and last not in self._walk.source.identifiers
            calls = [] if made_up else self.calls
            known = self._called[name] = sum(is_function(name, step, self._walk) for step in calls)
        return known

    @cached_property
    def rounds(self) -> dict[int, list[tuple[int, bool | None]]]:
        """Iteration of the loop that the range is of -> the lines that ran in it, with how their tests came out."""
        line = self._walk.steps[self.first].line
        found: dict[int, list[tuple[int, bool | None]]] = {}
        for step in self.steps:
            if step.event == "line" and step.frame == self.frame:
                number = next((number for loop, number in reversed(step.iterations) if loop == line), NOWHERE)
                if number > 0 and not (step.line == line and not self._walk.outcome(step)):
                    found.setdefault(number, []).append((step.line, step.tests[-1][1] if step.tests else None))
        return found

    # Values

    def moments(self, text: str) -> Ahead:
        """The literal of an expression after the first step, and after each at which it may change; None: it has none.

        Raises `Refutation` while it is gone through, where there is too much to be put together.
        """
        key = normal(text)
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = Ahead(self._moments(text))
        return found

    def values(self, text: str) -> Iterator[str]:
        """The same where it has a value, equal neighbours once."""
        last: str | None = None
        for literal in self.moments(text):
            if literal is not None and literal != last:
                yield literal
                last = literal

    def _moments(self, text: str) -> Iterator[str | None]:
        tree = parse_expression(text)
        state = State(self._walk.timeline)  # goes forward with the range: what it put together goes on being changed
        if tree is None or not _is_of_the_program(self._walk, text):
            yield None
            return
        known = _value(tree, self.frame, self.first, state)
        yield known
        way = _way_of(text)
        for at, changes in self._changes(tree, way):
            literal = _told(changes, way) if known is not None or way == () else None
            if literal is None:
                literal = _value(tree, self.frame, at, state)
                self._characters += len(literal or "")
                if self._characters > MOST_CHARACTERS:
                    raise Refutation(f"expected `{text}` to take fewer values than can be compared, it takes too many")
            yield literal

    def _changes(self, tree: ast.expr, way: Way | None) -> Iterator[tuple[int, list[Change]]]:
        """The steps after the first at which an expression may change, with what changed of it."""
        if way:
            of_name = self._by_part(root_of(written(tree)))
            found = {
                at: [change for change in row if _touch(_path_of(change.place), way)] for at, row in of_name(way[0])
            }
        else:
            found = defaultdict(list)
            for name in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}:
                for at, row in self._of_name(name).items():
                    found[at] += row
        for at in sorted(found):
            if found[at]:
                yield at, found[at]

    def _of_name(self, name: str) -> dict[int, list[Change]]:
        """Step -> what changed there of a name that is seen from the frame.

        A change is there twice where it may be another name's: which is seen is to be worked out.
        """
        known = self._changed.get(name)
        if known is not None:
            return known
        found: dict[int, list[Change]] = defaultdict(list)
        timeline = self._walk.timeline
        owner, times = self.frame, 1
        while owner >= 0:
            history = timeline.history.get((owner, name))
            if history is not None:
                begin = bisect_left(history.moments, self.first + 1)
                for change in history.changes[begin : bisect_left(history.moments, self.last + 1)]:
                    found[change.at] += [change] * times
                times = 2
            owner = timeline.enclosing.get(owner, 0) if owner else NOWHERE
        self._changed[name] = found
        return found

    def _by_part(self, name: str) -> Callable[[tuple[bool, Any]], list[tuple[int, list[Change]]]]:
        """The same for what begins with one part of it, and for the whole."""
        known = self._parts.get(name)
        if known is None:
            known = self._parts[name] = defaultdict(list)
            for at, row in self._of_name(name).items():
                for first in dict.fromkeys(_path_of(change.place)[:1] for change in row):
                    known[first].append((at, row))
        rows = known

        def of(first: tuple[bool, Any]) -> list[tuple[int, list[Change]]]:
            return [*rows.get((), ()), *rows.get((first,), ())]

        return of


def _told(changes: list[Change], way: Way | None) -> str | None:
    """The literal of a place as its one change tells it; None where it has to be worked out."""
    if way is None or len(changes) != 1 or changes[0].literal == UNBOUND:
        return None
    _, place, literal, _ = changes[0]
    if not way:
        return literal if place.isidentifier() else None
    return literal if "<" not in literal and _path_of(place) == way else None


def _path_of(place: str) -> Way:
    """The way to a place; empty, as if the whole had changed, where it cannot be read."""
    try:
        return path_of(place)
    except PlaceError:
        return ()


def _way_of(text: str) -> Way | None:
    """The literal keys and attributes that lead to a place; empty for a name, None for what is no such place, or is
    one by another name as well: `xs[-1]`."""
    try:
        way = path_of(text)
    except PlaceError:
        return None
    if not way and not text.isidentifier():
        return None
    return None if any(not is_attribute and isinstance(key, int) and key < 0 for is_attribute, key in way) else way


def _touch(one: Way, other: Way) -> bool:
    """Whether one of two places lies within the other."""
    return all(a == b for a, b in zip(one, other, strict=False))


def range_of(walk: Walk, first: int, last: int, frame: int) -> Range:
    """The range, remembered by the walk."""
    key = (first, last, frame)
    found = walk.ranges.get(key)
    if not isinstance(found, Range):
        found = walk.ranges[key] = Range(walk, first, last, frame)
    return found


def value_at(walk: Walk, text: str, frame: int, position: int) -> Known | None:
    """What an expression is worth over the state after a step, seen from `frame`; None if it has no value there."""
    tree = parse_expression(text)
    if tree is None or not _is_of_the_program(walk, text):
        return None
    state = walk.states.get(position)
    if state is None:
        if len(walk.states) >= MOST_STATES:
            walk.states.clear()
        state = walk.states[position] = State(walk.timeline)
    literal = _value(tree, frame, position, state)
    return None if literal is None else Known(literal)


def _is_of_the_program(walk: Walk, text: str) -> bool:
    try:
        walk.view.require_program(text, anywhere=True)
    except Unknown:
        return False
    return True


def _value(tree: ast.expr, frame: int, position: int, state: State) -> str | None:
    def resolve(node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            return state.lookup(node.id, frame, position).value
        if isinstance(node, ast.Attribute):
            return state.part(written(node), frame, position).value
        raise Unknown(f"{written(node)} is evaluated by its parts")

    try:
        if isinstance(tree, ast.Name):
            return state.lookup(tree.id, frame, position).text
        return Known(None, evaluate(tree, resolve)).text
    except Unknown:
        return None
