"""The steps of a replayed run: frames, statements as they begin, split and end, and what changed by each.

Called by the generated code (`replay_compile`). docs/trace.md says what a step holds; this module is where it is so.
"""

from __future__ import annotations

import ast
from types import FunctionType
from typing import Any, Final

from tracepile_hf.execution.replay_heap import MISSING, UNBOUND, WHOLE, Heap, Node
from tracepile_hf.records import Step

MOST_ELEMENTS: Final = 4  # more elements of one container written in one step: the container is told whole


def _prefixes(place: str) -> list[str]:
    """`x`, `x.a` of `x.a[3]`: the places that hold it (and, where a key has dots or brackets, pieces that are none)."""
    return [place[:end] for end, character in enumerate(place) if character in "[."]


class Stop(BaseException):
    """Ends a replay: the step limit, the end of a cut journal, or a refusal. No handler of the program sees it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Site:
    """A statement of the program: its line, the texts of its operands and of its conditions."""

    __slots__ = ("false", "fresh", "line", "number", "steady", "texts", "true")

    def __init__(self, number: int, line: int, fresh: bool, steady: bool) -> None:
        self.number = number
        self.line = line
        self.fresh = fresh  # the first statement on its line: running it is a new visit of the line
        self.texts: list[str] = []
        self.steady = steady  # nothing in it can change a value: equal texts have equal values
        self.true: list[tuple[str, bool]] = []
        self.false: list[tuple[str, bool]] = []

    def operand(self, node: ast.expr) -> int:
        """Number of an expression among the operands of this statement."""
        text = ast.unparse(node)
        if self.steady and text in self.texts:
            return self.texts.index(text)
        self.texts.append(text)
        return len(self.texts) - 1

    def test(self, node: ast.expr | str) -> int:
        """Number of a condition among the tests of this statement."""
        text = node if isinstance(node, str) else ast.unparse(node)
        self.true.append((text, True))
        self.false.append((text, False))
        return len(self.true) - 1


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
        "caller", "changes", "closed", "cyclic", "depth", "enclosing", "first", "frozen", "function", "iterations",
        "line",
        "names", "number", "operands", "position", "raised", "reported", "roots", "site", "split", "tests", "value",
        "visible", "visit", "visits", "waking",
    )  # fmt: skip

    def __init__(self, number: int, function: str, outer: Frame | None, caller: Frame | None, names: Names) -> None:
        self.number = number
        self.function = function
        self.enclosing = -1 if outer is None else outer.number
        self.visible: tuple[Frame, ...] = (self,) if outer is None else (self, *outer.visible)
        self.caller = caller
        self.depth: int = 0 if caller is None else caller.depth + 1
        self.names = names
        self.first = ""
        self.site: Site | None = None
        self.operands: dict[int, Any] = {}
        self.frozen: list[tuple[str, str]] = []  # operands already rendered: something changes before the step ends
        self.tests: list[tuple[str, bool]] = []
        self.split = False
        self.line = 0
        self.visit = 0
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


class Run:
    """One replay in progress: the frames, the heap, the steps written so far."""

    def __init__(self, limit: int, globals_: Names) -> None:
        self.limit = limit
        self.heap = Heap()
        self.log = self.heap.log
        self.literal = self.heap.literal
        self.steps: list[Step] = []
        self.frames = 1
        self.module = self.top = Frame(0, "<module>", None, None, globals_)

    # Names

    def bind(self, owner: Frame, name: str, value: Any) -> None:
        """Bind a name in the frame that owns it."""
        names, roots = owner.names, owner.roots
        old = names.get(name, MISSING)
        if roots and id(old) in roots:
            self._unroot(owner, name, old)
        names[name] = value
        node = self.heap.adopt(value)
        if node is not None:
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

    def wrote(self, value: Any, suffix: str, part: Any = None) -> None:
        """A container was written to (see `Heap.wrote`): the statement's operands keep what they were."""
        if self.top.operands:
            raise AssertionError("operands must be frozen before a write")
        self.heap.wrote(value, suffix, part)

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
        changed, owners = self._settle(frame)
        if not frame.split or changed or frame.operands or frame.frozen or frame.tests:
            self._line(frame, changed, owners)
        frame.split = False
        frame.site = None

    def flush(self, frame: Frame) -> None:
        """Something happens in the middle of the frame's statement: write what came before it."""
        if frame.site is None:
            return
        if frame.split:
            self.freeze(frame)
        else:
            self._line(frame, *self._settle(frame))
            frame.split = True

    def freeze(self, frame: Frame) -> None:
        """Render the pending operands: what they hold is about to change."""
        operands, site = frame.operands, frame.site
        if operands and site is not None:
            frame.frozen.extend(self._rendered(site, operands))
            operands.clear()

    def _rendered(self, site: Site, operands: dict[int, Any]) -> list[tuple[str, str]]:
        literal, texts = self.literal, site.texts
        pairs = [(texts[number], literal(value)) for number, value in operands.items()]
        if not site.steady:
            pairs = list(dict.fromkeys(pairs))
        return [pair for pair in pairs if len(pair[1]) < 500 or "<cut: " not in pair[1]]

    def _line(self, frame: Frame, changed: tuple[tuple[str, str], ...], owners: tuple[int, ...]) -> None:
        site = frame.site
        assert site is not None
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
        tests: tuple[tuple[str, bool], ...] = ()
        if frame.tests:
            tests = tuple(frame.tests)
            frame.tests.clear()
        self._write(
            Step(
                len(self.steps), "line", frame.function, frame.number, frame.enclosing, frame.depth, line, frame.visit,
                frame.iterations, tests, tuple(operands), (), changed, owners,
            )
        )  # fmt: skip

    def _wake(self, frame: Frame) -> None:
        closer, frame.waking = frame.waking, None
        if closer is not None and closer is not frame:
            self.flush(closer)

    def _write(self, step: Step) -> None:
        if step.index >= self.limit:
            raise Stop("steps")
        self.steps.append(step)

    def _event(self, event: Any, frame: Frame, value: str | None = None, stdout: str = "") -> None:
        if frame.waking is not None:
            self._wake(frame)
        changed, owners = self._settle(frame) if frame.changes or frame.position != len(self.log) else ((), ())
        self._write(
            Step(
                len(self.steps), event, frame.function, frame.number, frame.enclosing, frame.depth, frame.line,
                frame.visit, frame.iterations, (), (), (), changed, owners, value, stdout,
            )
        )  # fmt: skip

    # Changes

    def _settle(self, frame: Frame) -> tuple[tuple[tuple[str, str], ...], tuple[int, ...]]:
        """Everything visible from the frame that is no longer what was last told, and by whom it is owned."""
        changed: list[tuple[str, str]] = []
        owners: list[int] = []
        bound: set[tuple[Frame, str]] = set()
        if frame.changes:
            for owner, name in frame.changes:
                bound.add((owner, name))
                value = owner.names.get(name, MISSING)
                text = UNBOUND if value is MISSING else self.literal(value)
                if owner.reported.get(name) != text:
                    owner.reported[name] = text
                    changed.append((name, text))
                    owners.append(owner.number)
                    if "<cycle>" in text:
                        owner.cyclic.add(name)
            frame.changes.clear()
        count = len(self.log)
        for owner in frame.visible:
            if owner.position != count:
                self._settle_writes(owner, bound, changed, owners)
                owner.position = count
        return tuple(changed), tuple(owners)

    def _settle_writes(
        self, owner: Frame, bound: set[tuple[Frame, str]], changed: list[tuple[str, str]], owners: list[int]
    ) -> None:
        writes: dict[Node, dict[str, Any]] = {}
        for node, suffix, value in self.log[owner.position :]:
            parts = writes.setdefault(node, {})
            if WHOLE not in parts:
                if not suffix or (len(parts) >= MOST_ELEMENTS and not isinstance(node.value, type)):
                    parts.clear()
                    suffix = WHOLE
                parts[suffix] = value
        places: dict[str, Any] = {}
        for node, parts in writes.items():
            for suffix, value in parts.items():
                for place, other in self.heap.places(node, owner.roots, suffix):
                    places[place] = other if other is not None else value if suffix else node.value
        for name in self._cyclic(owner, writes):
            places[name] = owner.names[name]
        for place, value in places.items():
            prefixes = _prefixes(place)
            root = prefixes[0] if prefixes else place
            if (owner, root) in bound and not isinstance(owner.names.get(root), (type, FunctionType)):
                continue
            if not places.keys().isdisjoint(prefixes):
                continue  # told with what holds it
            text = UNBOUND if value is MISSING else self.literal(value)
            if not prefixes:
                if owner.reported.get(root) == text:
                    continue
                owner.reported[root] = text
            else:
                owner.reported[root] = ""  # stale
            changed.append((place, text))
            owners.append(owner.number)

    def _cyclic(self, owner: Frame, writes: dict[Node, Any]) -> list[str]:
        """Names whose literals begin or cease to show a cycle: no part of such a literal can be told by itself."""
        found = []
        for node in writes:
            above = self.heap.above(node)
            if owner.cyclic or any(node in holder.holders for holder in above):
                for name in [name for upper in above for name in owner.roots.get(id(upper.value), ())]:
                    shows = "<cycle>" in self.literal(owner.names[name])
                    if shows != (name in owner.cyclic):
                        found.append(name)
                        (owner.cyclic.add if shows else owner.cyclic.discard)(name)
        return found

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
        changed, owners = self._settle(frame)
        arguments = tuple([(name, frame.reported[name]) for name, _ in pairs])
        self._write(
            Step(
                len(self.steps), "call", function, frame.number, frame.enclosing, frame.depth, line, 1, (), (), (),
                arguments, changed, owners,
            )
        )  # fmt: skip
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
