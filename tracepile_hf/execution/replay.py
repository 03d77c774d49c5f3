"""Replays a program over a mirrored state and writes its steps.

`replay` runs the generated code of `replay_compile` in an environment that holds guards only.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.replay_compile import compile_program
from tracepile_hf.execution.replay_expressions import OPERATORS, Unsupported
from tracepile_hf.execution.replay_guards import Box, Guards
from tracepile_hf.execution.replay_library import Globals, Library
from tracepile_hf.execution.replay_steps import Run, Stop
from tracepile_hf.records import Case, Program, Step

_LIBRARY_NAMES: Final = (
    "module", "import_name", "import_all", "named", "class_names", "annotate", "make_class", "class_places", "bare_super",
)  # fmt: skip
_RUN_NAMES: Final = (
    "bind", "unbind", "forget", "end", "enter", "leave", "leave_if_open", "suspend", "resume", "close", "seen", "handle",
    "unwind",
)  # fmt: skip
_GUARD_NAMES: Final = (
    "attribute", "method", "callable", "item", "set_item", "delete_item", "set_attribute", "delete_attribute", "each",
    "mapping", "formatted", "joined", "class_name", "free", "tick", "subject", "captured", "pattern_class", "raisable",
    "catchable", "manager", "delegate", "discard", "truth", "add", "mul", "mod", "pow", "lshift", "contains",
    "not_contains",
)  # fmt: skip


@dataclass
class Replayed:
    """What a replay gives: steps, and the run's end as the replay saw it."""

    steps: tuple[Step, ...]
    outcome: str
    reason: str = ""
    result: str | None = None
    exception: str | None = None


def replay(program: Program, case: Case, limit: int) -> Replayed:
    """Replay one case, up to `limit` steps."""
    try:
        compiled = compile_program(program.code)
    except Unsupported as refusal:
        return Replayed((), "refused", str(refusal))
    globals_ = Globals()
    run = Run(limit, globals_)
    guards = Guards(run)
    library = Library(guards, case.stdin)
    globals_.library = library
    dict.update(globals_, {"__name__": "__main__", "__doc__": None, "__file__": "program.py"})
    environment = _environment(compiled.prefix, run, guards, library, compiled.sites)
    guards.environment = environment
    exec(compiled.code, environment)  # generated code: guards only, no builtins
    return _run(environment[compiled.prefix + "main"], run, guards, program, case)


def _run(main: Any, run: Run, guards: Guards, program: Program, case: Case) -> Replayed:
    result: str | None = None
    try:
        main()
        run.top = run.module
        if program.entry_point is not None:
            entry = guards.callable(run.module.names[program.entry_point])
            arguments = [literals.parse(text) for text in case.arguments]
            named = {name: literals.parse(text) for name, text in case.keyword_arguments}
            result = literals.render(entry(*arguments, **named))
    except Stop as stop:
        outcome = "too_long" if stop.reason == "steps" else "refused"
        return Replayed(tuple(run.steps), outcome, stop.reason)
    except SystemExit as error:
        if error.code in (None, 0):
            return Replayed(tuple(run.steps), "finished", "", result)
        return Replayed(tuple(run.steps), "raised", "", None, literals.render(error))
    except BaseException as error:  # the program's own exception, whatever it is
        return Replayed(tuple(run.steps), "raised", "", None, literals.render(error))
    return Replayed(tuple(run.steps), "finished", "", result)


def _environment(p: str, run: Run, guards: Guards, library: Library, sites: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"__builtins__": {}, "__name__": "__main__"}
    found |= {p + name: getattr(library, name) for name in _LIBRARY_NAMES}
    found |= {p + name: getattr(run, name) for name in _RUN_NAMES}
    found |= {p + name: getattr(guards, name) for name in _GUARD_NAMES}
    for name in (*OPERATORS.values(), "not_contains"):
        found.setdefault(p + name, getattr(operator, name, None))
        plain = found[p + name]
        in_place = "i" + name.rstrip("_")
        if hasattr(operator, in_place):
            found[p + in_place] = lambda left, right, n=in_place, f=plain: guards.in_place(n, f, left, right)
    found |= {f"{p}s{site.number}": site for site in sites}
    found |= {
        f"{p}F0": run.module,
        f"{p}L0": run.module.names,
        f"{p}slice": slice,
        f"{p}set": set,
        f"{p}Box": Box,
        f"{p}BaseException": BaseException,
        f"{p}Exceptions": BaseException,
        f"{p}GeneratorExit": GeneratorExit,
        f"{p}AssertionError": AssertionError,
    }
    return found
