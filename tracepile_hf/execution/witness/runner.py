"""Watches a program inside the jail: loaded by a zygote in the recorder's place, under `sys.settrace`.

Before each line of the program it writes the frame's number, the line, and a digest of the names that hold atoms and
small containers. Tracing begins while the program is prepared, before the jail's audit hook refuses it; what watches is
not reachable through `sys` afterwards.
"""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.record import recorder
from tracepile_hf.execution.record.instrument import FILE
from tracepile_hf.execution.record.rules import name_of
from tracepile_hf.execution.record.surroundings import RECURSION, Surroundings
from tracepile_hf.execution.witness.digests import LONGEST, digest, is_looked_at

EVENTS_PER_STEP: Final = 2
_LIMIT: Final = 4 * LONGEST  # of a literal while it is written: whoever is shorter than LONGEST is not cut
_HIDDEN: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
_ROWS: Final = frozenset({list, tuple, dict, set})
_ATOMS: Final = frozenset({float, bool, complex, type(None)})
_MORE: Final = 400  # stack frames for what is called while a line is looked at
_BITS: Final = 8 * LONGEST  # an integer of more is longer than LONGEST

Watch = Callable[[types.FrameType, str, Any], Any]


class Watcher:
    """Numbers the frames of a run and writes down what it sees."""

    def __init__(self, caught: frozenset[str]) -> None:
        self.seen: list[int] = []
        self.room = 0
        self._frames = 0
        self._without = caught  # names of `except ... as`: bound and unbound between steps

    def begin(self, events: int) -> None:
        """A new run, of which so many lines are looked at."""
        self.seen, self.room, self._frames = [], 3 * events, 0

    def called(self, frame: types.FrameType, event: str, _: Any) -> Any:
        """The trace function: what watches a frame from here on."""
        code = frame.f_code
        if code.co_filename != FILE:
            return None
        if frame.f_trace is not None:  # a generator goes on
            return frame.f_trace
        if code.co_name in _HIDDEN or ("__qualname__" in code.co_names and "__module__" in code.co_names):
            return None
        self._frames += 1
        return self._line(self._frames - 1, self._without.union(code.co_freevars))

    def _line(self, number: int, without: frozenset[str]) -> Watch:
        def line(frame: types.FrameType, event: str, _: Any) -> Any:
            if event == "line" and len(self.seen) < self.room:
                self.seen += (number, frame.f_lineno, _digest(frame.f_locals, without))
            return line

        return line


def _digest(names: Any, without: frozenset[str]) -> int:
    found = []
    for name, value in list(names.items()):
        kind = type(value)
        if kind is int:
            if value.bit_length() > _BITS:
                continue
        elif kind is str:
            if len(value) > LONGEST:
                continue
        elif kind in _ROWS:
            if len(value) > LONGEST // 2:
                continue
        elif kind not in _ATOMS:
            continue
        if name not in without:
            literal = literals.render(value, _LIMIT)
            if is_looked_at(name, literal):
                found.append((name, literal))
    return digest(found)


class Prepared:
    """A program, and who watches it."""

    def __init__(self, code: str, entry_point: str | None) -> None:
        self.plain = compile(code, FILE, "exec", dont_inherit=True)
        self.entry_point = entry_point
        self.watcher = Watcher(caught_names(ast.parse(code)))


def caught_names(tree: ast.Module) -> frozenset[str]:
    """The names of `except ... as`."""
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name)


def prepare(code: str, entry_point: str | None) -> Prepared:
    """Compile a program and begin to watch this process."""
    prepared = Prepared(code, entry_point)
    sys.settrace(prepared.watcher.called)
    del sys.gettrace
    return prepared


def run_plain(prepared: Prepared, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Run one case; JSON of how it ended and of what was seen."""
    watcher = prepared.watcher
    surroundings = Surroundings(False, name_of(prepared.entry_point))
    watcher.begin(limits.get("steps", 100_000) * EVENTS_PER_STEP)
    sys.setrecursionlimit(RECURSION + _MORE)
    ended = recorder.run_code(prepared.plain, prepared.entry_point, case, surroundings)
    ended["journal"] = watcher.seen
    return recorder.as_bytes(ended)


run_traced = run_plain
