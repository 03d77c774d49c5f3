"""Watches who holds what: loaded by a jail's zygote in the recorder's place, under `sys.settrace`.

Before each line, and when a function is left, it writes what names hold and what the things hold that they lead to,
with one number for each thing: two names of one list have the same number. Only what differs from the last moment is
written.
Nothing of the program's is called for it: kinds are compared exactly, attributes are read from dictionaries and slots.
The pictures prove nothing and nothing is proved by them; the recorded run is another one.
"""

from __future__ import annotations

import ast
import json
import sys
import types
from collections import OrderedDict, defaultdict, deque
from dis import opmap
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.record import recorder
from tracepile_hf.execution.record.instrument import FILE
from tracepile_hf.execution.record.rules import name_of
from tracepile_hf.execution.record.surroundings import RECURSION, Surroundings

THINGS: Final = 90  # that are written of one moment
CELLS: Final = 64  # of one thing
LONGEST: Final = 44  # characters of a value in a cell
CHARACTERS: Final = 1_500_000  # of all that is written
INSIDE: Final = 400  # moments inside of comprehensions
_MORE: Final = 400  # stack frames for what is called meanwhile
_HIDDEN: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
_ROWS: Final = {list: "list", tuple: "tuple", deque: "deque", set: "set", frozenset: "set"}
_TABLES: Final = frozenset({dict, OrderedDict, defaultdict})
_ATOMS: Final = frozenset({int, float, bool, complex, str, bytes, type(None), range})
_UNSHOWN: Final = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type)
_NAME: Final = type.__dict__["__name__"].__get__
_YIELDS: Final = opmap["YIELD_VALUE"]


class Watcher:
    """What is seen of one run: moments [frame, line, event, names that changed, things that changed]."""

    def __init__(self) -> None:
        self.moments: list[list[Any]] = []
        self.inside: list[list[Any]] = []  # [moment, words] of what a comprehension does
        self.begin()

    def begin(self) -> None:
        """A new run."""
        self.moments, self.inside = [], []
        self._frames = self._written = 0
        self._active: list[tuple[int, types.FrameType]] = []
        self._known: dict[int, tuple[int, Any]] = {}  # identity -> (number, the thing: kept, so that no other gets it)
        self._last: dict[int, str] = {}
        self._named: dict[int, str] = {}

    def called(self, frame: types.FrameType, event: str, _: Any) -> Any:
        """The trace function: what watches a frame from here on."""
        code = frame.f_code
        if code.co_filename != FILE:
            return None
        if code.co_name in _HIDDEN:
            return self._comprehension
        if "__qualname__" in code.co_names and "__module__" in code.co_names:
            return None  # a class statement
        if frame.f_trace is not None:  # a generator goes on
            number: int = frame.f_trace.number  # type: ignore[attr-defined]
            self._active.append((number, frame))
            return frame.f_trace
        self._frames += 1
        self._active.append((self._frames - 1, frame))
        return _Frame(self, self._frames - 1)

    def left(self, frame: types.FrameType) -> None:
        """A frame is no longer among those that run."""
        while self._active and self._active.pop()[1] is not frame:
            pass

    def _comprehension(self, frame: types.FrameType, event: str, value: Any) -> Any:
        if len(self.inside) < INSIDE and event in ("line", "return"):
            generates = frame.f_code.co_name == "<genexpr>"
            yields = event == "return" and frame.f_code.co_code[frame.f_lasti] == _YIELDS
            names = {name: held for name, held in frame.f_locals.items() if name[0] != "."}
            if names and (yields if generates else event == "line"):
                words = ", ".join(f"{name} = {self._cell(held, None)}" for name, held in names.items())
                self.inside.append([len(self.moments), words + (f" → {self._cell(value, None)}" if yields else "")])
        return self._comprehension

    def look(self, number: int, frame: types.FrameType, event: str) -> None:
        """Write down this moment."""
        if self._written > CHARACTERS:
            return
        pending: list[Any] = []
        names: dict[int, Any] = {}
        frames = self._active if self._active and self._active[0][0] == 0 else [(0, frame), *self._active]
        for each, holder in frames[:3] + frames[3:][-12:]:
            held = holder.f_globals if each == 0 else holder.f_locals
            shown = [
                [name, self._cell(value, pending)]
                for name, value in list(held.items())
                if not name.startswith("__") and not isinstance(value, _UNSHOWN) and type(value) is not type(sys)
            ][:CELLS]
            if self._is_new(self._named, each, shown):
                names[each] = shown
        things: dict[int, Any] = {}
        seen: set[int] = set()
        for thing in pending:  # grows meanwhile
            number_of = self._known[id(thing)][0]
            if number_of in seen:
                continue
            if len(seen) == THINGS:
                break
            seen.add(number_of)
            shown_thing = self._thing(thing, pending)
            if self._is_new(self._last, number_of, shown_thing):
                things[number_of] = shown_thing
        self.moments.append([number, frame.f_lineno, event, names, things])

    def _is_new(self, known: dict[int, str], key: int, shown: Any) -> bool:
        text = json.dumps(shown)
        if known.get(key) == text:
            return False
        known[key] = text
        self._written += len(text)
        return True

    def _cell(self, value: Any, pending: list[Any] | None) -> Any:
        """Text of a value, or the number of a thing that is to be written as well."""
        kind = type(value)
        if kind in _ATOMS or pending is None or not self._is_thing(value, kind):
            return _text(value, kind)
        number = self._known.setdefault(id(value), (len(self._known), value))[0]
        pending.append(value)
        return number

    def _is_thing(self, value: Any, kind: type) -> bool:
        if kind is tuple or kind is frozenset:
            return any(type(part) not in _ATOMS for part in value)
        return kind in _ROWS or kind in _TABLES or _is_own(kind)

    def _thing(self, value: Any, pending: list[Any]) -> list[Any]:
        """[kind, cells, how many there are]."""
        kind = type(value)
        if kind in _ROWS:
            parts = list(value)
            return [_ROWS[kind], [self._cell(part, pending) for part in parts[:CELLS]], len(parts)]
        if kind in _TABLES:
            pairs = list(dict.items(value))[: CELLS // 2]
            cells = [[self._cell(key, pending), self._cell(part, pending)] for key, part in pairs]
            return ["dict", cells, len(value)]
        found = _attributes(value, kind)
        cells = [[name, self._cell(part, pending)] for name, part in found[: CELLS // 2]]
        return ["." + str(_NAME(kind))[:LONGEST], cells, len(found)]


class _Frame:
    """Watches one frame."""

    def __init__(self, watcher: Watcher, number: int) -> None:
        self.watcher, self.number = watcher, number

    def __call__(self, frame: types.FrameType, event: str, _: Any) -> _Frame:
        if event in ("line", "return"):
            self.watcher.look(self.number, frame, event)
        if event == "return":
            self.watcher.left(frame)
        return self


def _text(value: Any, kind: type) -> str:
    if kind is int and value.bit_length() > 200:
        return "a large number"
    if kind in (str, bytes):
        return repr(value if len(value) <= LONGEST else value[: LONGEST - 4])[: LONGEST - 1] + (
            "…'" if len(value) > LONGEST else ""
        )
    if kind in _ATOMS:
        return repr(value)[:LONGEST]
    if kind in (tuple, frozenset):
        return literals.render(value, LONGEST * 2)[: LONGEST * 2]
    return f"<{str(_NAME(kind))[:LONGEST]}>"


def _is_own(kind: type) -> bool:
    """Whether a class statement of the program made it, with data of its own and no kind of Python's beneath."""
    return type.__dict__["__dict__"].__get__(kind).get("__module__") in ("__main__", "program") and all(
        base is object or type.__dict__["__dict__"].__get__(base).get("__module__") in ("__main__", "program")
        for base in type.__dict__["__mro__"].__get__(kind)
    )


def _attributes(value: Any, kind: type) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for base in type.__dict__["__mro__"].__get__(kind):
        for name, member in type.__dict__["__dict__"].__get__(base).items():
            if type(member) is types.MemberDescriptorType:
                try:
                    found.append((name, member.__get__(value)))
                except AttributeError:
                    continue
    try:
        stored = object.__getattribute__(value, "__dict__")
    except AttributeError:
        stored = None
    if type(stored) is dict:
        found.extend(stored.items())
    return [(name, part) for name, part in found if type(name) is str]


class Prepared:
    """A program, and who watches it."""

    def __init__(self, code: str, entry_point: str | None) -> None:
        ast.parse(code)
        self.plain = compile(code, FILE, "exec", dont_inherit=True)
        self.entry_point = entry_point
        self.watcher = Watcher()


def prepare(code: str, entry_point: str | None) -> Prepared:
    """Compile a program and begin to watch this process."""
    prepared = Prepared(code, entry_point)
    sys.settrace(prepared.watcher.called)
    del sys.gettrace
    return prepared


def run_plain(prepared: Prepared, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Run one case; JSON of how it ended, and what was seen as one text."""
    watcher = prepared.watcher
    watcher.begin()
    surroundings = Surroundings(False, name_of(prepared.entry_point))
    sys.setrecursionlimit(RECURSION + _MORE)
    ended = recorder.run_code(prepared.plain, prepared.entry_point, case, surroundings)
    ended["journal"] = [json.dumps([watcher.moments, watcher.inside])]
    return recorder.as_bytes(ended)


run_traced = run_plain
