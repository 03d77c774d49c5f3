"""A debugger of another kind: runs a program under `sys.settrace` and writes down everything it sees before each line.

Compared with the states that follow from a trace's steps alone. Slow and simple on purpose.
"""

from __future__ import annotations

import ast
import io
import random
import sys
import threading
import types
from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from tracepile_hf import literals
from tracepile_hf.places import Bindings
from tracepile_hf.records import Step, Trace

HIDDEN = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
LIMIT = 2000


class Seen(NamedTuple):
    """Before a line: the frame's number, the line, what every visible name holds (frame number -> name -> literal)."""

    frame: int
    line: int
    names: dict[int, dict[str, str]]


class Debugger:
    """Collects `Seen`s of one run."""

    def __init__(self, code: str, stdin: str) -> None:
        self.seen: list[Seen] = []
        self._frames: dict[types.FrameType, int] = {}
        self._compiled = compile(code, "<program>", "exec")
        self._classes = _class_bodies(self._compiled)
        self._stdin = stdin

    def run(self) -> list[Seen]:
        thread = threading.Thread(target=self._run)
        thread.start()
        thread.join()
        return self.seen

    def _run(self) -> None:
        start = threading.Thread.start

        def to_the_end(thread: threading.Thread) -> None:  # as in a traced run, see docs/trace.md
            start(thread)
            thread.join()

        kept = sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"], sys.getrecursionlimit()
        sys.stdin = io.TextIOWrapper(io.BytesIO(self._stdin.encode()), encoding="utf-8")
        sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        random.seed(0)
        try:
            threading.Thread.start = to_the_end  # type: ignore[method-assign]
            threading.settrace(self._trace)
            sys.settrace(self._trace)
            exec(self._compiled, main.__dict__)
        except BaseException:
            return
        finally:
            sys.settrace(None)
            threading.Thread.start = start  # type: ignore[method-assign]
            threading.settrace(None)  # type: ignore[arg-type]  # None is what it starts with
            sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"], limit = kept
            sys.setrecursionlimit(limit)

    def _trace(self, frame: types.FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code.co_filename != "<program>":
            return None
        if code in self._classes or code.co_name in HIDDEN:
            return self._inner
        if frame not in self._frames:
            self._frames[frame] = len(self._frames)
        return self._line

    def _inner(self, frame: types.FrameType, event: str, _: Any) -> Any:
        return self._inner

    def _line(self, frame: types.FrameType, event: str, _: Any) -> Any:
        if event == "line":
            number = self._frames[frame]
            names = {0: _rendered(frame.f_globals)}
            if number:
                names[number] = _rendered(frame.f_locals, set(frame.f_code.co_freevars))
            self.seen.append(Seen(number, frame.f_lineno, names))
        return self._line


def _class_bodies(code: types.CodeType) -> set[types.CodeType]:
    found = set()
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            if "__qualname__" in constant.co_names and "__module__" in constant.co_names:
                found.add(constant)
            found |= _class_bodies(constant)
    return found


def _rendered(names: Any, without: Any = ()) -> dict[str, str]:
    found = {}
    for name, value in list(names.items()):
        if name.startswith(("__", ".")) or name in without:
            continue
        found[name] = literals.render(value)
        if isinstance(value, type) and value.__module__ == "__main__":
            found |= {f"{name}.{key}": literals.render(part) for key, part in _data(value)}
        elif isinstance(value, types.FunctionType):
            attributes = {f"{name}.{key}": part for key, part in vars(value).items() if key != "__wrapped__"}
            found |= {place: literals.render(part) for place, part in attributes.items()}
    return found


def _data(cls: type) -> Iterator[tuple[str, Any]]:
    if issubclass(cls, (Enum, tuple)):
        return
    for name, value in vars(cls).items():
        special = name.startswith("__") or name == "_abc_impl"
        if not special and not isinstance(value, (type, types.FunctionType)) and not hasattr(type(value), "__get__"):
            yield name, value


def _has_no_line_event(node: ast.AST) -> bool:
    """Decorated definitions are seen at their decorators, `while True` only once."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return bool(node.decorator_list)
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant)


def beginnings(trace: Trace, seen: list[Seen]) -> Iterator[tuple[Step, Seen | None]]:
    """The steps with which statements begin, and what the debugger saw just before; None where it has no line event.

    Raises `LookupError` where the debugger never came to the line again.
    """
    silent = {node.lineno for node in ast.walk(ast.parse(trace.case.program.code)) if _has_no_line_event(node)}
    told, position = set(), 0
    for step in trace.steps:
        key = (step.frame, step.line, step.visit)
        if step.event != "line" or key in told:
            continue
        told.add(key)
        if step.line in silent:
            yield step, None
            continue
        ahead = (n for n in range(position, len(seen)) if (seen[n].frame, seen[n].line) == (step.frame, step.line))
        found = next(ahead, None)
        if found is None:
            raise LookupError(f"step {step.index}: the debugger never came to line {step.line} again")
        yield step, seen[found]
        position = found + 1


def disagreements(trace: Trace, seen: list[Seen]) -> tuple[list[str], int]:
    """Where the states before the lines differ, and how many lines were compared."""
    found: list[str] = []
    state, compared, done = Bindings(), 0, 0
    caught = {node.name for node in ast.walk(ast.parse(trace.case.program.code)) if isinstance(node, ast.ExceptHandler)}
    try:
        for step, before in beginnings(trace, seen):
            for earlier in trace.steps[done : step.index]:
                state.apply(earlier)
            done = step.index
            compared += before is not None
            for number, names in before.names.items() if before else ():
                held = state.names(number)
                mine = {name: one.text for name, one in held.items()}
                for name in sorted(mine.keys() | names.keys()):
                    told_text, true_text = mine.get(name), names.get(name)
                    if told_text is None and name in held:
                        continue  # a literal with a cycle in it is not kept up in every part
                    if told_text is None and "." in name:
                        continue  # attributes of functions and classes are told when they are written
                    if name in caught and None in (told_text, true_text):
                        continue  # `except ... as e` binds with the first statement, and unbinds with the next after it
                    if told_text != true_text:
                        found.append(
                            f"step {step.index} line {step.line}: {name} of frame {number} is {true_text}, "
                            f"told {told_text}"
                        )
            if found:
                break
    except LookupError as error:
        found.append(str(error.args[0]))
    return found, compared
