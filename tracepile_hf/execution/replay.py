"""Replays a program over a mirrored state and writes its steps.

`replay` runs the generated code of `replay_compile` in an environment that holds guards only.
"""

from __future__ import annotations

import builtins
import contextlib
import decimal
import gc
import operator
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.replay_attributes import Attributes
from tracepile_hf.execution.replay_compile import Replayable, compile_program
from tracepile_hf.execution.replay_expressions import OPERATORS, Unsupported
from tracepile_hf.execution.replay_journal import Journal, Overflow
from tracepile_hf.execution.replay_library import Globals, Library
from tracepile_hf.execution.replay_modules import Modules
from tracepile_hf.execution.replay_operands import Pairs
from tracepile_hf.execution.replay_steps import Run, Stop
from tracepile_hf.execution.replay_symbolic import makers as symbolic_makers
from tracepile_hf.records import Case, Program, Step

_CONTEXT: Final = decimal.Context(
    prec=28, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0
)
RESULT_LIMIT: Final = 200_000  # characters of the result's literal, as in the recorder
_LIBRARY_NAMES: Final = (
    "module", "import_name", "import_all", "named", "class_names", "annotate", "make_class", "class_places",
    "bare_super",
)  # fmt: skip
_RUN_NAMES: Final = (
    "bind", "unbind", "forget", "end", "enter", "leave", "leave_if_open", "suspend", "resume", "close", "seen",
    "handle",
    "unwind", "items", "store", "turn",
)  # fmt: skip
_JOURNAL_NAMES: Final = ("next", "differs", "unanswered", "check", "checked")
_GUARD_NAMES: Final = (
    "attribute", "method", "callable", "item", "set_item", "delete_item", "set_attribute", "delete_attribute", "each",
    "mapping", "formatted", "joined", "class_name", "free", "tick", "subject", "captured", "pattern_class", "raisable",
    "catchable", "manager", "delegate", "discard", "add", "mul", "mod", "pow", "lshift",
    "plain", "unpacked", "ordered", "text",
)  # fmt: skip


@dataclass
class Replayed:
    """What a replay gives: steps, and the run's end."""

    steps: tuple[Step, ...]
    outcome: str
    reason: str = ""
    result: str | None = None
    exception: str | None = None


class Box:
    """Holds a value where a pattern needs a dotted name."""

    def __init__(self, value: Any) -> None:
        self.value = value


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: what a replay makes stays, so that looking it through takes half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _OutOfStack(Exception):
    """The replay itself needs more stack than this thread has."""


def replay(program: Program, case: Case, journal: Journal, limit: int) -> Replayed:
    """Replay one recorded case, up to `limit` steps. Deep recursion is replayed in a thread of its own."""
    if journal.outcome not in ("finished", "raised", "too_long"):
        return Replayed((), journal.outcome, journal.reason)
    try:
        compiled = compile_program(program.code)
    except Unsupported as refusal:
        return Replayed((), "refused", str(refusal))
    try:
        return _Replay(compiled, program, case, journal, limit).run()
    except _OutOfStack:
        journal.rewind()
        return _with_large_stack(_Replay(compiled, program, case, journal, limit).run)


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
            thread.start()
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

    def __init__(self, compiled: Replayable, program: Program, case: Case, journal: Journal, limit: int) -> None:
        self.program, self.case, self.journal = program, case, journal
        names = Globals()
        self.steps = Run(limit, names, journal)
        self.guards = Attributes(self.steps, journal)
        self.library = Library(self.guards, case.stdin)
        self.library.makers = {**Modules(self.library).makers(), **symbolic_makers(self.library)}
        names.library = self.library
        dict.update(names, {"__name__": "__main__", "__doc__": None, "__file__": "program.py"})
        environment = _environment(compiled, self.steps, self.guards, self.library)
        self.guards.environment = environment
        exec(compiled.code, environment)  # generated code: guards only, no builtins
        self.main = environment[compiled.prefix + "main"]

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
            return self._stopped(stop)
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
            return Replayed(steps, "refused", "diverged", result, exception)
        if "".join(step.stdout for step in steps) != journal.stdout:
            return Replayed(steps, "refused", "diverged", result, exception)
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
        entry = self.guards.callable(self.steps.module.names[self.program.entry_point])
        arguments = [literals.parse(text) for text in self.case.arguments]
        named = {name: literals.parse(text) for name, text in self.case.keyword_arguments}
        return literals.render(entry(*arguments, **named), RESULT_LIMIT)

    def _stopped(self, stop: Stop) -> Replayed:
        steps, journal = tuple(self.steps.steps), self.journal
        if stop.reason == "steps":
            if journal.outcome in ("too_long", "finished", "raised"):
                return Replayed(steps, "too_long", "steps")
            return Replayed(steps, journal.outcome, journal.reason)
        return Replayed(steps, "refused", stop.reason)


def _environment(compiled: Replayable, run: Run, guards: Attributes, library: Library) -> dict[str, Any]:
    p = compiled.prefix
    found: dict[str, Any] = {"__builtins__": {}, "__name__": "__main__"}
    found |= {p + name: getattr(guards.journal, name) for name in _JOURNAL_NAMES}
    found |= {p + name: getattr(library, name) for name in _LIBRARY_NAMES}
    found |= {p + name: getattr(run, name) for name in _RUN_NAMES}
    found |= {p + name: getattr(guards, name) for name in _GUARD_NAMES}
    for name in OPERATORS.values():
        plain = found.get(p + name) or getattr(operator, name, None)
        in_place = "i" + name.rstrip("_")
        if hasattr(operator, in_place):
            found[p + in_place] = lambda left, right, n=in_place, f=plain: guards.in_place(n, f, left, right)
    for site in compiled.sites:
        found[f"{p}s{site.number}"] = site
        for number, text in enumerate(site.tests):
            found[f"{p}y{site.number}_{number}"] = ((text, True),)
            found[f"{p}n{site.number}_{number}"] = ((text, False),)
    for number, text in enumerate(compiled.texts):
        pairs = found[f"{p}p{number}"] = Pairs(text, run.heap)
        found[f"{p}o{number}"] = pairs.left
    for name in compiled.builtins:
        found[f"{p}B{name}"] = library.builtins[name]
        found[f"{p}V{name}"] = getattr(builtins, name)
        found[f"{p}K{name}"] = guards.callable(library.builtins[name])
    found |= {
        f"{p}F0": run.module,
        f"{p}L0": run.module.names,
        f"{p}plain_classes": run.heap.plain_classes,
        f"{p}type": type,
        f"{p}int": int,
        f"{p}str": str,
        f"{p}defaultdict": defaultdict,
        f"{p}slice": slice,
        f"{p}set": set,
        f"{p}Box": Box,
        f"{p}BaseException": BaseException,
        f"{p}Exceptions": BaseException,
        f"{p}GeneratorExit": GeneratorExit,
        f"{p}AssertionError": AssertionError,
    }
    return found
