"""The steps of a replayed run: statements as they begin, split and end, calls, exceptions, output.

Called by the generated code (`compiler`). docs/trace.md says what a step holds; this module is where it is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from tracepile_hf.execution.replay.state.frames import NOTHING, Changes, Frame, Names, Site, Stop
from tracepile_hf.execution.replay.state.heap import MISSING, SCALARS
from tracepile_hf.execution.replay.state.operands import CUT, Pair, Pairs
from tracepile_hf.records import Step

if TYPE_CHECKING:
    from tracepile_hf.execution.replay.journal import Journal

__all__ = ["Frame", "MirroredRun", "Names", "Site", "Stop"]

_AT_HAND: Final = frozenset({list, tuple, range, str, bytes})  # taking an item of these does nothing else
_ATOMS: Final = frozenset({int, str})  # kinds whose equal values are the same value


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


_make: Final = object.__new__


class MirroredRun(Changes):
    """One replay in progress: the frames, the heap, the steps written so far."""

    def __init__(self, limit: int, globals_: Names, journal: Journal) -> None:
        super().__init__()
        self.limit = limit
        self.journal = journal
        self.next_item = journal.next
        self.steps: list[Step] = []
        self.passed: BaseException | None = None  # what left the frame that was left last, until it is told again
        self.output: list[str] = []  # of the print steps
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

    def store(self, frame: Frame, pairs: Pairs, value: Any) -> None:
        """The end of a statement that binds one name of its own frame: bind, check, write the step."""
        item, kind = self.next_item(), type(value)
        if item is not value and (kind not in _ATOMS or type(item) is not kind or item != value):
            self.journal.compare(item, value)
        name = pairs.text
        if frame.changes or frame.split or kind not in SCALARS:
            self.bind(frame, name, value)
            self.end(frame)
            return
        names, roots = frame.names, frame.roots
        if roots:
            old = names.get(name, MISSING)
            if id(old) in roots:
                self._unroot(frame, name, old)
        names[name] = value
        pair = pairs[value] if kind is int else pairs.of(value)
        if pair is CUT:
            pair = pairs.of(value)
        reported = frame.reported
        changed: tuple[Pair, ...] = ()
        owners: tuple[int, ...] = ()
        if reported.get(name) != pair[1]:
            reported[name] = pair[1]
            changed, owners = (pair,), frame.own
        if frame.position != len(self.log):
            more = self.settle(frame, ((frame, name),))
            changed, owners = changed + more[0], owners + more[1]
        self._line(frame, frame.site, changed, owners)

    def turn(self, frame: Frame, site: Site, pairs: Pairs, value: Any, tests: Any, iterations: Any) -> Any:
        """The header of a `for` over one name of its own frame, with one more item."""
        item, kind = self.next_item(), type(value)
        if item is not value and (kind not in _ATOMS or type(item) is not kind or item != value):
            self.journal.compare(item, value)
        name = pairs.text
        frame.iterations = iterations
        if frame.site is not site:
            frame.site, frame.operands = site, []
        frame.tests = tests
        if frame.changes or frame.split or kind not in SCALARS:
            frame.reported.pop(name, None)
            self.bind(frame, name, value)
            self.end(frame)
            return iterations
        names, roots = frame.names, frame.roots
        if roots:
            old = names.get(name, MISSING)
            if id(old) in roots:
                self._unroot(frame, name, old)
        names[name] = value
        pair = pairs[value] if kind is int else pairs.of(value)
        if pair is CUT:
            pair = pairs.of(value)
        frame.reported[name] = pair[1]
        changed: tuple[Pair, ...] = (pair,)
        owners = frame.own
        if frame.position != len(self.log):
            more = self.settle(frame, ((frame, name),))
            changed, owners = changed + more[0], owners + more[1]  # type: ignore[assignment]  # of any length
        self._line(frame, site, changed, owners)
        return iterations

    def end(self, frame: Frame) -> None:
        """A statement is done: write its step, or the rest of it."""
        if frame.changes or frame.position != len(self.log):
            changed, owners = self.settle(frame)
        else:
            changed = owners = ()
        if not frame.split or changed or frame.operands or frame.tests:
            self._line(frame, frame.site, changed, owners)
        frame.split = False
        frame.site = None

    def exits(self, frame: Frame, site: Site, iterations: tuple[tuple[int, int], ...]) -> None:
        """A `with` block ends: what its exit does is its header's doing."""
        frame.site, frame.split, frame.operands, frame.iterations = site, False, [], iterations

    def exited(self, frame: Frame) -> None:
        """A `with` block is over: if its exit had steps, what they changed here is told by the header's line."""
        if frame.split:
            self.end(frame)
        frame.site = None

    def items(self, iterable: Any, frame: Frame, site: Site, outer: tuple[tuple[int, int], ...]) -> Any:
        """What a `for` iterates. Taking an item can run code or fail: the header is the current statement meanwhile."""
        return iterable if type(iterable) in _AT_HAND else self._items(iterable, frame, site, outer)

    def _items(self, iterable: Any, frame: Frame, site: Site, outer: tuple[tuple[int, int], ...]) -> Iterator[Any]:
        count = 1
        for item in iterable:
            yield item
            count += 1
            frame.site, frame.operands, frame.iterations = site, [], (*outer, (site.line, count))

    def flush(self, frame: Frame) -> None:
        """Something happens in the middle of the frame's statement: write what came before it."""
        site = frame.site
        if site is not None and not frame.split:
            self._line(frame, site, *self.settle(frame))
            frame.site, frame.split = site, True

    def _line(self, frame: Frame, site: Any, changed: Any, owners: Any) -> None:
        """Write the step of a statement, and take what is pending out of the frame."""
        if frame.waking is not None:
            self._wake(frame)
        line = site.line
        if frame.split:
            frame.split = False
        else:
            frame.line, visits = line, frame.visits
            if site.fresh:
                frame.visit = visits[line] = visits.get(line, 0) + 1
            else:
                frame.visit = visits.setdefault(line, 1)
        operands: Any = frame.operands
        if operands:
            pending, operands = operands, tuple(dict.fromkeys(operands) if site.repeats else operands)
            pending.clear()
            if self.heap.cuts and CUT in operands:
                operands = tuple([pair for pair in operands if pair is not CUT])
        else:
            operands = ()
        steps = self.steps
        count = len(steps)
        if count >= self.limit:
            raise Stop("steps")
        step: Any = _make(_Draft)
        step.index = count
        step.event = "line"
        step.function = frame.function
        step.frame = frame.number
        step.enclosing = frame.enclosing
        step.depth = frame.depth
        step.line = line
        step.visit = frame.visit
        step.iterations = frame.iterations
        step.tests = frame.tests
        step.operands = operands
        step.arguments = ()
        step.changed = changed
        step.owners = owners
        step.value = None
        step.stdout = ""
        step.__class__ = Step
        steps.append(step)
        frame.tests = ()
        frame.site = None

    def _event(self, event: str, frame: Frame, value: str | None = None, stdout: str = "") -> None:
        if frame.waking is not None:
            self._wake(frame)
        if frame.changes or frame.position != len(self.log):
            changed, owners = self.settle(frame)
        else:
            changed, owners = NOTHING
        steps = self.steps
        count = len(steps)
        if count >= self.limit:
            raise Stop("steps")
        step: Any = _Draft(
            count, event, frame.function, frame.number, frame.enclosing, frame.depth, frame.line, frame.visit,
            frame.iterations, (), (), (), changed, owners, value, stdout,
        )  # fmt: skip
        step.__class__ = Step
        steps.append(step)

    def _wake(self, frame: Frame) -> None:
        closer, frame.waking = frame.waking, None
        if closer is not None and closer is not frame:
            self.flush(closer)

    # Frames

    def enter(self, outer: Frame, function: str, line: int, pairs: tuple[Pairs, ...], values: tuple[Any, ...]) -> Frame:
        """A call: the caller's statement is split, a frame begins."""
        caller = self.top
        if caller.site is not None and not caller.split:
            self.flush(caller)
        frame = self.top = Frame(self.frames, function, outer, caller, Names(), line)
        self.frames += 1
        frame.position = len(self.log)
        if caller.changes:  # bound in the middle of the caller's statement, and seen from here
            frame.changes = [(owner, name) for owner, name in caller.changes if owner in frame.visible]
        if pairs:
            frame.first = pairs[0].text
        if frame.changes:
            for parameter, value in zip(pairs, values, strict=True):
                self.bind(frame, parameter.text, value)
            changed, owners = self.settle(frame)
            arguments = tuple([(parameter.text, frame.reported[parameter.text]) for parameter in pairs])
        else:
            arguments = tuple([self._parameter(frame, parameter, value) for parameter, value in zip(pairs, values)])  # noqa: B905  # of one length by construction
            changed, owners = self.settle(frame)
            changed, owners = arguments + changed, (frame.number,) * len(arguments) + owners
        steps = self.steps
        count = len(steps)
        if count >= self.limit:
            raise Stop("steps")
        step: Any = _Draft(
            count, "call", function, frame.number, frame.enclosing, frame.depth, line, 1, (), (), (),
            arguments, changed, owners, None, "",
        )  # fmt: skip
        step.__class__ = Step
        steps.append(step)
        return frame

    def _parameter(self, frame: Frame, pairs: Pairs, value: Any) -> Pair:
        """Bind a parameter of a frame that has just begun."""
        name = pairs.text
        frame.names[name] = value
        if type(value) is int:
            pair = pairs[value]
            if pair is CUT:
                pair = pairs.of(value)
        elif type(value) in SCALARS:
            pair = pairs.of(value)
        else:
            if self.heap.adopt(value) is not None:
                frame.roots.setdefault(id(value), []).append(name)
            pair = pairs.of(value)
            if "<cycle>" in pair[1]:
                frame.cyclic.add(name)
        frame.reported[name] = pair[1]
        return pair

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
        frame.site, frame.split, frame.tests = None, False, ()

    # Exceptions and output

    def seen(self, frame: Frame, error: BaseException) -> None:
        """An exception passes through a frame: tell it once."""
        back = self.passed is error  # it went through another frame since it was told: a context manager's generator
        if (frame.raised is error and not back) or isinstance(error, (Stop, GeneratorExit)):
            if isinstance(error, Stop) and not error.line:
                error.line = frame.line if frame.site is None else frame.site.line
            return
        if type(error) is RecursionError:
            raise Stop("stack")
        frame.raised, self.passed = error, None
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
        self.passed = error
        frame.closed = True
        assert frame.caller is not None
        self.top = frame.caller

    def printed(self, text: str) -> None:
        """Text goes to standard output."""
        if text:
            self.flush(self.top)
            self._event("print", self.top, stdout=text)
            self.output.append(text)
