"""Replays a program over a mirrored state and writes its steps.

`replay` runs the generated code of `compiler` in an environment (`environment`) that holds guards only.
"""

from __future__ import annotations

import contextlib
import decimal
import gc
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.record.rules import is_lazy, name_of, needs_object
from tracepile_hf.execution.replay.compiler.emitter import Unsupported
from tracepile_hf.execution.replay.environment import PreparedReplay, prepare_program
from tracepile_hf.execution.replay.guards.attributes import Attributes
from tracepile_hf.execution.replay.guards.globals import Globals
from tracepile_hf.execution.replay.guards.library import Library
from tracepile_hf.execution.replay.guards.modules import Modules
from tracepile_hf.execution.replay.guards.symbolic import makers as symbolic_makers
from tracepile_hf.execution.replay.journal import Journal, Overflow
from tracepile_hf.execution.replay.state.steps import MirroredRun, Stop
from tracepile_hf.records import Case, Program, Step

_CONTEXT: Final = decimal.Context(
    prec=28, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0
)
RESULT_LIMIT: Final = 200_000  # characters of the result's literal, as in the recorder


@dataclass
class Replayed:
    """What a replay gives: steps, and the run's end."""

    steps: tuple[Step, ...]
    outcome: str
    reason: str = ""
    result: str | None = None
    exception: str | None = None


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: what a replay makes stays, so that looking it through takes half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            _aging.all_is_old()
            gc.enable()


class _Aging:
    """Lets what a replay made count as old at once: the collector's next turns would look it through, twice.

    Cycles among it are found by a full search, which comes when the old has grown by a quarter, as in CPython itself.
    """

    def __init__(self) -> None:
        self._grown = self._old = 0  # containers: new ones since the last full search, and those left by it

    def all_is_old(self) -> None:
        """To be called while the collector is off."""
        if gc.get_freeze_count():
            return  # the process keeps some frozen: they would thaw with the others
        self._grown += gc.get_count()[0]
        gc.freeze()
        gc.unfreeze()  # into the oldest generation
        if self._grown > max(LEAST_GROWN, self._old // 4):
            gc.collect()
            self._grown, self._old = 0, len(gc.get_objects())


_aging: Final = _Aging()
LEAST_GROWN: Final = 500_000


def _where(what: str, line: int) -> str | None:
    """What was not followed, and at which line."""
    return ", ".join(part for part in (what, f"line {line}" if line else "") if part) or None


class _OutOfStack(Exception):
    """The replay itself needs more stack than this thread has."""


def replay(program: Program, case: Case, journal: Journal, limit: int) -> Replayed:
    """Replay one recorded case, up to `limit` steps. Deep recursion is replayed in a thread of its own."""
    if journal.outcome not in ("finished", "raised", "too_long"):
        return Replayed((), journal.outcome, journal.reason, None, journal.exception)
    try:
        prepared = prepare_program(program.code)
    except Unsupported as refusal:
        return Replayed((), "refused", refusal.reason, None, _where(refusal.what, refusal.line))
    try:
        return _Replay(prepared, program, case, journal, limit).run()
    except _OutOfStack:
        journal.rewind()
        return _with_large_stack(_Replay(prepared, program, case, journal, limit).run)


_stack_lock: Final = threading.Lock()
STACK_BYTES: Final = 512 << 20
RECURSION: Final = 200_000


def _with_large_stack(work: Callable[[], Replayed]) -> Replayed:
    """Run in a thread with a large stack and a high recursion limit; one at a time."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # handed to the caller's thread
            found.append(error)

    with _stack_lock:
        size, limit = threading.stack_size(STACK_BYTES), sys.getrecursionlimit()
        try:
            thread = threading.Thread(target=run)
            sys.setrecursionlimit(max(limit, RECURSION))
            try:
                thread.start()
            except RuntimeError:  # there is no room for such a stack here
                return Replayed((), "refused", "too_deep")
            thread.join()
        finally:
            threading.stack_size(size)
            sys.setrecursionlimit(limit)
    if isinstance(found[0], _OutOfStack):
        return Replayed((), "refused", "too_deep")
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]  # type: ignore[no-any-return]  # what `work` returned


class _Replay:
    """One replay: its run, its guards, its library."""

    def __init__(self, prepared: PreparedReplay, program: Program, case: Case, journal: Journal, limit: int) -> None:
        self.program, self.case, self.journal = program, case, journal
        self.generators_close = prepared.compiled.generators_close
        names = Globals()
        self.steps = MirroredRun(limit, names, journal)
        self.guards = Attributes(self.steps, journal)
        self.library = Library(self.guards, case.stdin)
        self.library.find = _Modules(self.library).find
        names.library = self.library
        name = self.library.program = name_of(program.entry_point)
        dict.update(names, {"__name__": name, "__doc__": None, "__file__": "program.py"})
        environment = prepared.environment(self.steps, self.guards, self.library)
        self.guards.environment = environment
        exec(prepared.compiled.code, environment)  # generated code: guards only, no builtins
        self.main = environment[prepared.main]

    def run(self) -> Replayed:
        """Run to the end of the program or of the journal, and compare how both ended."""
        with decimal.localcontext(_CONTEXT), _uncollected():
            return self._run()

    def _run(self) -> Replayed:
        result = exception = None
        outcome = "finished"
        try:
            try:
                result = self._program()
            finally:
                self._finish()
        except Stop as stop:
            return self._stopped(_first(stop))
        except SystemExit as error:
            if error.code not in (None, 0):
                outcome, exception = "raised", literals.render(error, RESULT_LIMIT)
        except RecursionError as error:
            if not isinstance(error, Overflow):
                raise _OutOfStack from None
            outcome, exception = "raised", "RecursionError('maximum recursion depth exceeded')"
        except KeyboardInterrupt as error:
            if error is not self.steps.module.raised:
                raise
            outcome, exception = "raised", literals.render(error, RESULT_LIMIT)
        except BaseException as error:  # the program's own exception, whatever it is
            outcome, exception = "raised", literals.render(error, RESULT_LIMIT)
        steps, journal = tuple(self.steps.steps), self.journal
        if (outcome, result, exception) != (journal.outcome, journal.result, journal.exception):
            return Replayed(steps, "refused", "diverged", None, "how it ended")
        if "".join(self.steps.output) != journal.stdout:
            return Replayed(steps, "refused", "diverged", None, "what it printed")
        return Replayed(steps, outcome, "", result, exception)

    def _finish(self) -> None:
        """What the interpreter does after a program: exit functions, a flush. Then the journal must be at its end."""
        error = sys.exc_info()[1]
        if isinstance(error, Stop) or (isinstance(error, RecursionError) and not isinstance(error, Overflow)):
            return
        self.steps.top = self.steps.module
        stdout = vars(self.library.modules["sys"])["stdout"] if "sys" in self.library.modules else self.library.stdout
        work = [*reversed(self.library.at_exit)]
        if stdout is not self.library.stdout and self.library.hasattr(stdout, "flush"):
            work.append(self.guards.callable(self.guards.attribute(stdout, "flush")))
        for function in work:
            with contextlib.suppress(Exception):
                function()
        self.journal.finish()

    def _program(self) -> str | None:
        try:
            self.main()
        finally:
            self.steps.top = self.steps.module
        if self.program.entry_point is None:
            return None
        entry = self._entry(self.program.entry_point)
        arguments = [literals.parse(text) for text in self.case.arguments]
        named = {name: literals.parse(text) for name, text in self.case.keyword_arguments}
        result = entry(*arguments, **named)
        return literals.render(list(result) if is_lazy(result) else result, RESULT_LIMIT)

    def _entry(self, entry_point: str) -> Any:
        """`f`, or `Class.method` of a `Class()`, as the recorder finds it."""
        first, *rest = entry_point.split(".")
        found = self.steps.module.names[first]
        for name in rest:
            if needs_object(found, name):
                found = self.guards.callable(found)()
            found = self.guards.attribute(found, name)
        return self.guards.callable(found)

    def _stopped(self, stop: Stop) -> Replayed:
        steps, journal = tuple(self.steps.steps), self.journal
        if stop.reason == "steps":
            if journal.outcome in ("too_long", "finished", "raised"):
                return Replayed(steps, "too_long", "steps")
            return Replayed(steps, journal.outcome, journal.reason)
        if stop.reason == "stack":
            raise _OutOfStack from None
        reason = "lifetime" if stop.reason == "diverged" and self.generators_close else stop.reason
        return Replayed(steps, "refused", reason, None, _where(stop.what, stop.line))


def _first(stop: Stop) -> Stop:
    """The stop that ended a replay: on the way out, blocks of `finally` may come to others."""
    context: BaseException | None = stop
    while context is not None:
        if isinstance(context, Stop):
            stop = context
        context = context.__context__
    return stop


class _Modules:
    """What makes the names of a module; those of sympy and numpy are looked for when a program imports them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._usual: Modules | None = None
        self._symbolic: dict[str, Callable[[], dict[str, Any]]] | None = None

    def find(self, name: str) -> Callable[[], dict[str, Any]] | None:
        """The maker of a module's names, None when there is no such module."""
        if name.partition(".")[0] in ("sympy", "numpy"):
            if self._symbolic is None:
                self._symbolic = symbolic_makers(self._library)
            if name in self._symbolic:
                return self._symbolic[name]
        if self._usual is None:
            self._usual = Modules(self._library)
        return self._usual.find(name)
