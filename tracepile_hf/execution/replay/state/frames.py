"""Frames of a replayed run, their statements' sites, and what changed that was not told yet."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from types import FunctionType
from typing import Any, Final

from tracepile_hf.execution.replay.compiler.sources import text_of
from tracepile_hf.execution.replay.state.heap import MISSING, UNBOUND, WHOLE, Heap
from tracepile_hf.execution.replay.state.texts import Node

MOST_ELEMENTS: Final = 4  # more elements of one container written in one step: the container is told whole
FEW: Final = 6  # so many places are compared one with another
_DEEPER: Final = (".", "[")
_DEEPER_SIGN: Final = re.compile(r"[.\[]")

Told = tuple[tuple[tuple[str, str], ...], tuple[int, ...]]  # (place, literal)..., and the frames that own the places
Bound = Sequence[tuple["Frame", str]]  # names just bound, with the frames that own them
NOTHING: Final[Told] = ((), ())


class Stop(BaseException):
    """Ends a replay: the step limit, the end of a cut journal, or a refusal. No handler of the program sees it."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason)
        self.reason, self.what = reason, what  # what: the name that is not followed
        self.line = 0  # where it was raised, once that is known


class Site:
    """A statement of the program: its line, the texts of its operands and of its conditions."""

    __slots__ = ("fresh", "line", "number", "repeats", "steady", "surely", "tests", "texts")

    def __init__(self, number: int, line: int, fresh: bool, steady: bool) -> None:
        self.number = number
        self.line = line
        self.fresh = fresh  # the first statement on its line: running it is a new visit of the line
        self.steady = steady  # nothing in it can change a value: equal texts have equal values
        self.texts: set[str] = set()  # of the operands left so far
        self.surely: set[str] = set()  # of those left on every way to where the compiler is
        self.repeats = False  # an operand may be left twice: that has to be looked for
        self.tests: list[str] = []

    def test(self, node: ast.expr | str) -> int:
        """Number of a condition among the tests of this statement."""
        self.tests.append(node if isinstance(node, str) else text_of(node))
        return len(self.tests) - 1


class Names(dict[str, Any]):
    """The variables of a frame."""

    def __missing__(self, name: str) -> Any:
        raise UnboundLocalError(unbound_message(name))


def unbound_message(name: str) -> str:
    """What CPython says of a local variable without a value."""
    try:
        exec("def f():\n x\n x = 1\nf()", {"__builtins__": {}})
    except UnboundLocalError as error:
        return str(error).replace("'x'", repr(name))
    raise AssertionError


class Frame:
    """An activation of a function, or the module."""

    __slots__ = (
        "caller", "changes", "closed", "cyclic", "depth", "enclosing", "first", "function", "iterations", "line",
        "names", "number", "operands", "own", "position", "raised", "reported", "roots", "site", "split", "tests",
        "value", "visible", "visit", "visits", "waking",
    )  # fmt: skip

    def __init__(
        self, number: int, function: str, outer: Frame | None, caller: Frame | None, names: Names, line: int = 0
    ) -> None:
        self.number = number
        self.own = (number,)  # the owners of a change of one name of this frame
        self.function = function
        if outer is None:
            self.enclosing: int = -1
            self.visible: tuple[Frame, ...] = (self,)
        else:
            self.enclosing = outer.number
            self.visible = (self, *outer.visible)
        self.caller = caller
        self.depth: int = 0 if caller is None else caller.depth + 1
        self.names = names
        self.first = ""
        self.site: Site | None = None
        self.operands: list[tuple[str, str]] = []  # of the statement, as far as it has come
        self.tests: tuple[tuple[str, bool], ...] = ()
        self.split = False
        self.line, self.visit = line, 1 if line else 0
        self.visits: dict[int, int] = {}
        self.iterations: tuple[tuple[int, int], ...] = ()
        self.changes: list[tuple[Frame, str]] = []  # names bound since the last step
        self.reported: dict[str, str] = {}  # literals last told of this frame's names
        self.roots: dict[int, list[str]] = {}  # identity of a container -> names bound to it
        self.cyclic: set[str] = set()  # names last told with a literal that shows a cycle
        self.position = 0  # in the heap's log: what comes later has not been told of this frame's names
        self.raised: BaseException | None = None
        self.value: Any = None
        self.closed = False
        self.waking: Frame | None = None  # who closed this generator: its statement is split by the first step here


class Changes:
    """Works out what a step has to tell: names bound, containers written to."""

    def __init__(self) -> None:
        self.heap = Heap()
        self.log = self.heap.log
        self.literal = self.heap.literal

    def settle(self, frame: Frame, bound: Bound = ()) -> Told:
        """Everything visible from the frame that is no longer what was last told, and by whom it is owned.

        `bound`: names just bound that have been told already.
        """
        count, changes = len(self.log), frame.changes
        if not changes:
            for owner in frame.visible:
                if owner.position != count:
                    break
            else:
                return NOTHING
        changed: list[tuple[str, str]] = []
        owners: list[int] = []
        if changes:
            frame.changes = []
            bound = changes
            for owner, name in changes:
                value = owner.names.get(name, MISSING)
                text = UNBOUND if value is MISSING else self.literal(value)
                if owner.reported.get(name) != text:
                    owner.reported[name] = text
                    changed.append((name, text))
                    owners.append(owner.number)
                    if "<cycle>" in text:
                        owner.cyclic.add(name)
        for owner in frame.visible:
            if owner.position != count:
                start, owner.position = owner.position, count
                if owner.roots:
                    self._settle_writes(owner, self.log[start:count], bound, changed, owners)
        return tuple(changed), tuple(owners)

    def _settle_writes(
        self,
        owner: Frame,
        entries: list[tuple[Node, str, Any]],
        bound: Bound,
        changed: list[tuple[str, str]],
        owners: list[int],
    ) -> None:
        """Writes to containers as changes of the places through which this frame's names lead to them."""
        if len(entries) == 1 and not self.heap.cyclic:
            node, suffix, value = entries[0]
            own = value if suffix else node.value
            if node.holders:
                found = [
                    (root, place, own if other is None else other)
                    for root, place, other in self.heap.ways(node, owner.roots, suffix)
                ]
            else:
                found = []
                for name in owner.roots.get(id(node.value), ()):
                    found.append((name, name + suffix, own))
        else:
            found = self._found(owner, entries)
        for root, place, value in found:
            if bound and (owner, root) in bound and not isinstance(owner.names.get(root), (type, FunctionType)):
                continue
            text = UNBOUND if value is MISSING else self.literal(value)
            if root != place:
                owner.reported[root] = ""  # stale
            elif owner.reported.get(root) == text:
                continue
            else:
                owner.reported[root] = text
            changed.append((place, text))
            owners.append(owner.number)

    def _found(self, owner: Frame, entries: list[tuple[Node, str, Any]]) -> list[tuple[str, str, Any]]:
        """(root, place, value) of what was written, once each, without what is told with what holds it."""
        writes: dict[Node, dict[str, Any]] = {}
        for node, suffix, value in entries:
            parts = writes.setdefault(node, {})
            if WHOLE not in parts:
                if not suffix or (len(parts) >= MOST_ELEMENTS and not isinstance(node.value, type)):
                    parts.clear()
                    suffix = WHOLE
                parts[suffix] = value
        places: dict[str, tuple[str, Any]] = {}
        roots, heap = owner.roots, self.heap
        for node, parts in writes.items():
            if not node.holders:
                for name in roots.get(id(node.value), ()):
                    for suffix, value in parts.items():
                        places[name + suffix] = name, value if suffix else node.value
                continue
            for suffix, value in parts.items():
                own = value if suffix else node.value
                for root, place, other in heap.ways(node, roots, suffix):
                    places[place] = root, own if other is None else other
        if places and heap.cyclic:
            for name in self._cyclic(owner, writes):
                places[name] = name, owner.names[name]
        found = [(root, place, value) for place, (root, value) in places.items()]
        if len(places) == 1 or all(not node.holders for node in writes):
            return found
        if len(places) <= FEW:
            return [part for part in found if not any(_is_inside(part[1], other) for other in places)]
        return [part for part in found if part[0] == part[1] or places.keys().isdisjoint(_prefixes(part[1]))]

    def _cyclic(self, owner: Frame, writes: dict[Node, Any]) -> list[str]:
        """Names whose literals begin or cease to show a cycle: no part of such a literal can be told by itself."""
        found = []
        for node in writes:
            if not node.holders:
                continue
            above = self.heap.above(node)
            if owner.cyclic or any(node in holder.holders for holder in above):
                for name in [name for upper in above for name in owner.roots.get(id(upper.value), ())]:
                    shows = "<cycle>" in self.literal(owner.names[name])
                    if shows != (name in owner.cyclic):
                        found.append(name)
                        (owner.cyclic.add if shows else owner.cyclic.discard)(name)
        return found


def _is_inside(place: str, other: str) -> bool:
    """Whether one place is a part of another."""
    return place.startswith(other) and place[len(other) : len(other) + 1] in _DEEPER


def _prefixes(place: str) -> list[str]:
    """`x`, `x.a` of `x.a[3]`: the places that hold it (and, where a key has dots or brackets, pieces that are none)."""
    return [place[: deeper.start()] for deeper in _DEEPER_SIGN.finditer(place)]
