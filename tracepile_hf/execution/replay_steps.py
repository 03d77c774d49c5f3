"""The steps of a replayed run: statements as they begin, split and end, calls, exceptions, output.

Called by the generated code (`replay_compile`). docs/trace.md says what a step holds; this module is where it is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tracepile_hf.execution.replay_frames import Changes, Frame, Names, Site, Stop, Told
from tracepile_hf.execution.replay_heap import MISSING, SCALARS
from tracepile_hf.execution.replay_texts import HUGE
from tracepile_hf.records import Step

__all__ = ["Frame", "Names", "Run", "Site", "Stop"]

_NONE: Final[tuple[Any, ...]] = ()
_AT_HAND: Final = frozenset({list, tuple, range, str, bytes})  # taking an item of these does nothing else
_BRIEF: Final = frozenset({bool, float, type(None)})  # kinds whose literal is their short `repr`


class _Draft:
    """A step while it is made. A frozen dataclass takes 5 microseconds to make, this and a change of class under 1."""

    __slots__ = Step.__slots__

    def __init__(
        self, index: int, event: str, function: str, frame: int, enclosing: int, depth: int, line: int, visit: int,
        iterations: Any, tests: Any, operands: Any, arguments: Any, changed: Any, owners: Any, value: str | None,
        stdout: str,
    ) -> None:  # fmt: skip
        self.index = index
        self.event = event
        self.function = function
        self.frame = frame
        self.enclosing = enclosing
        self.depth = depth
        self.line = line
        self.visit = visit
        self.iterations = iterations
        self.tests = tests
        self.operands = operands
        self.arguments = arguments
        self.changed = changed
        self.owners = owners
        self.value = value
        self.stdout = stdout


class Run(Changes):
    """One replay in progress: the frames, the heap, the steps written so far."""

    def __init__(self, limit: int, globals_: Names) -> None:
        super().__init__()
        self.limit = limit
        self.steps: list[Step] = []
        self.frames = 1
        self.module = self.top = Frame(0, "<module>", None, None, globals_)

    # Names

    def bind(self, owner: Frame, name: str, value: Any) -> None:
        """Bind a name in the frame that owns it."""
        names, roots = owner.names, owner.roots
        if roots:
            old = names.get(name, MISSING)
            if id(old) in roots:
                self._unroot(owner, name, old)
        names[name] = value
        if type(value) not in SCALARS and self.heap.adopt(value) is not None:
            roots.setdefault(id(value), []).append(name)
        self.top.changes.append((owner, name))

    def unbind(self, owner: Frame, name: str) -> None:
        """`del name`."""
        value = owner.names[name]
        if dict.get(owner.names, name, MISSING) is MISSING:
            raise NameError(f"name {name!r} is not defined")  # found among the builtins only
        self._unroot(owner, name, value)
        del owner.names[name]
        self.top.changes.append((owner, name))

    def forget(self, owner: Frame, name: str) -> None:
        """What happens to `e` after `except ... as e`."""
        if name in owner.names:
            self.unbind(owner, name)

    def _unroot(self, owner: Frame, name: str, value: Any) -> None:
        named = owner.roots.get(id(value))
        if named is not None and name in named:
            named.remove(name)
            if not named:
                del owner.roots[id(value)]

    # Statements

    def end(self, frame: Frame) -> None:
        """A statement is done: write its step, or the rest of it."""
        changed = self.settle(frame)
        if not frame.split or changed[0] or frame.operands or frame.frozen or frame.tests:
            self._line(frame, changed)
        frame.split = False
        frame.site = None

    def items(self, iterable: Any, frame: Frame, site: Site, outer: tuple[tuple[int, int], ...]) -> Any:
        """What a `for` iterates. Taking an item can run code or fail: the header is the current statement meanwhile."""
        return iterable if type(iterable) in _AT_HAND else self._items(iterable, frame, site, outer)

    def _items(self, iterable: Any, frame: Frame, site: Site, outer: tuple[tuple[int, int], ...]) -> Iterator[Any]:
        count = 1
        for item in iterable:
            yield item
            count += 1
            frame.site, frame.operands, frame.iterations = site, {}, (*outer, (site.line, count))

    def flush(self, frame: Frame) -> None:
        """Something happens in the middle of the frame's statement: write what came before it."""
        if frame.site is None:
            return
        if frame.split:
            self.freeze(frame)
        else:
            self._line(frame, self.settle(frame))
            frame.split = True

    def freeze(self, frame: Frame) -> None:
        """Render the pending operands: what they hold is about to change."""
        operands, site = frame.operands, frame.site
        if operands and site is not None:
            frame.frozen.extend(self._rendered(site, operands))
            operands.clear()

    def _rendered(self, site: Site, operands: dict[int, Any]) -> list[tuple[str, str]]:
        told, texts = self.told, site.texts
        pairs = []
        for number, value in operands.items():
            kind = type(value)
            if kind in _BRIEF or (kind is int and -HUGE < value < HUGE) or (kind is str and len(value) < 200):
                pairs.append((texts[number], repr(value)))
            else:
                text = told(value)
                if text is not None:
                    pairs.append((texts[number], text))
        return pairs if site.steady else list(dict.fromkeys(pairs))

    def _line(self, frame: Frame, changed: Told) -> None:
        site: Any = frame.site
        line = site.line
        if frame.waking is not None:
            self._wake(frame)
        if not frame.split:
            visits = frame.visits
            if site.fresh or line not in visits:
                visits[line] = visits.get(line, 0) + 1
            frame.line, frame.visit = line, visits[line]
        operands = frame.frozen
        if frame.operands:
            rendered = self._rendered(site, frame.operands)
            operands = list(dict.fromkeys(operands + rendered)) if operands else rendered
            frame.operands.clear()
        if frame.frozen:
            frame.frozen = []
        tests = _NONE
        if frame.tests:
            tests = tuple(frame.tests)
            frame.tests.clear()
        steps = self.steps
        count = len(steps)
        if count >= self.limit:
            raise Stop("steps")
        step: Any = _Draft(
            count, "line", frame.function, frame.number, frame.enclosing, frame.depth, line, frame.visit,
            frame.iterations, tests, tuple(operands), _NONE, changed[0], changed[1], None, "",
        )  # fmt: skip
        step.__class__ = Step
        steps.append(step)

    def _event(self, event: str, frame: Frame, value: str | None = None, stdout: str = "") -> None:
        if frame.waking is not None:
            self._wake(frame)
        changed = self.settle(frame)
        steps = self.steps
        count = len(steps)
        if count >= self.limit:
            raise Stop("steps")
        step: Any = _Draft(
            count, event, frame.function, frame.number, frame.enclosing, frame.depth, frame.line, frame.visit,
            frame.iterations, _NONE, _NONE, _NONE, changed[0], changed[1], value, stdout,
        )  # fmt: skip
        step.__class__ = Step
        steps.append(step)

    def _wake(self, frame: Frame) -> None:
        closer, frame.waking = frame.waking, None
        if closer is not None and closer is not frame:
            self.flush(closer)

    # Frames

    def enter(self, outer: Frame, function: str, line: int, pairs: tuple[tuple[str, Any], ...]) -> Frame:
        """A call: the caller's statement is split, a frame begins."""
        caller = self.top
        if caller.site is not None:
            self.flush(caller)
        frame = Frame(self.frames, function, outer, caller, Names())
        self.frames += 1
        frame.position = len(self.log)
        frame.line, frame.visit = line, 1
        self.top = frame
        for owner, name in caller.changes:  # bound in the middle of the caller's statement, and seen from here
            if owner in frame.visible:
                frame.changes.append((owner, name))
        for name, value in pairs:
            self.bind(frame, name, value)
        if pairs:
            frame.first = pairs[0][0]
        changed, owners = self.settle(frame)
        arguments = tuple([(name, frame.reported[name]) for name, _ in pairs])
        steps = self.steps
        count = len(steps)
        if count >= self.limit:
            raise Stop("steps")
        step: Any = _Draft(
            count, "call", function, frame.number, frame.enclosing, frame.depth, line, 1, _NONE, _NONE, _NONE,
            arguments, changed, owners, None, "",
        )  # fmt: skip
        step.__class__ = Step
        steps.append(step)
        return frame

    def leave(self, frame: Frame, value: Any) -> Any:
        """A function returns."""
        self._event("return", frame, self.literal(value))
        frame.closed = True
        assert frame.caller is not None
        self.top = frame.caller
        return value

    def leave_if_open(self, frame: Frame) -> None:
        """The same at the end of a function in which a `finally` may have had the last word."""
        if not frame.closed:
            self.leave(frame, frame.value)

    def suspend(self, frame: Frame, value: Any) -> None:
        """A generator yields."""
        self.flush(frame)
        self._event("yield", frame, self.literal(value))
        assert frame.caller is not None
        self.top = frame.caller

    def resume(self, frame: Frame) -> None:
        """A generator goes on."""
        caller = self.top
        if caller is not frame:
            self.flush(caller)
            frame.changes.extend((owner, name) for owner, name in caller.changes if owner in frame.visible)
            frame.caller = caller
            frame.depth = caller.depth + 1
        self.top = frame

    def close(self, frame: Frame) -> None:
        """A generator is closed: it goes on to its end without a step of its own."""
        frame.caller = frame.waking = self.top
        self.top = frame
        frame.site = None

    # Exceptions and output

    def seen(self, frame: Frame, error: BaseException) -> None:
        """An exception passes through a frame: tell it once."""
        if frame.raised is error or isinstance(error, (Stop, GeneratorExit)):
            return
        if type(error) is RecursionError:
            raise Stop("stack")
        frame.raised = error
        self.top = frame
        if frame.site is not None:
            self.end(frame)
        self._event("raise", frame, self.literal(error))

    def handle(self, frame: Frame, error: BaseException, iterations: tuple[tuple[int, int], ...]) -> None:
        """A handler begins."""
        if isinstance(error, Stop):
            raise error
        frame.raised = None
        frame.iterations = iterations
        self.top = frame

    def unwind(self, frame: Frame, error: BaseException) -> None:
        """A frame is left by an exception."""
        self.seen(frame, error)
        frame.closed = True
        assert frame.caller is not None
        self.top = frame.caller

    def printed(self, text: str) -> None:
        """Text goes to standard output."""
        if text:
            self.flush(self.top)
            self._event("print", self.top, stdout=text)
