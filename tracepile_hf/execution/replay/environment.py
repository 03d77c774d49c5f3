"""The names that generated replay code finds: guards of one run, and what is the same in every run of a program.

Only names that the code uses are bound: most programs use few, and a corpus replays thousands of short runs.
"""

from __future__ import annotations

import builtins
import operator
from collections import defaultdict
from functools import lru_cache
from types import CodeType
from typing import Any, Final

from tracepile_hf.execution.replay.compiler.operators import OPERATORS
from tracepile_hf.execution.replay.compiler.program import Replayable, compile_program
from tracepile_hf.execution.replay.guards.attributes import Attributes
from tracepile_hf.execution.replay.guards.library import Library
from tracepile_hf.execution.replay.state.operands import Pairs
from tracepile_hf.execution.replay.state.steps import MirroredRun

_LIBRARY_NAMES: Final = (
    "module", "import_name", "import_all", "named", "class_names", "annotate", "make_class", "class_places",
    "bare_super",
)  # fmt: skip
_RUN_NAMES: Final = (
    "bind", "unbind", "forget", "end", "enter", "leave", "leave_if_open", "suspend", "resume", "close", "seen",
    "handle", "exits", "exited",
    "unwind", "items", "store", "turn",
)  # fmt: skip
_JOURNAL_NAMES: Final = ("next", "differs", "unanswered", "check", "checked", "caught")
_GUARD_NAMES: Final = (
    "attribute", "method", "direct", "callable", "item", "set_item", "delete_item", "set_attribute", "delete_attribute",
    "each", "mapping", "formatted", "joined", "class_name", "free", "tick", "subject", "captured", "pattern_class",
    "raisable", "catchable", "manager", "delegate", "discard", "add", "mul", "mod", "pow", "lshift",
    "plain", "unpacked", "ordered", "text", "texts", "first", "variables",
)  # fmt: skip


def _import(name: str, *rest: Any, **named: Any) -> Any:
    """What C code that is called from generated code may import: `strftime` wants `time`. No name leads here."""
    if name not in ("time", "_strptime"):
        raise ImportError(name)
    return __import__(name)


class Box:
    """Holds a value where a pattern needs a dotted name."""

    def __init__(self, value: Any) -> None:
        self.value = value


_SAME: Final[dict[str, Any]] = {
    "type": type, "int": int, "str": str, "defaultdict": defaultdict, "slice": slice, "set": set, "Box": Box,
    "BaseException": BaseException, "Exceptions": BaseException, "GeneratorExit": GeneratorExit,
    "AssertionError": AssertionError,
}  # fmt: skip


class PreparedReplay:
    """A compiled program with all that its runs share, and the names that each run binds for itself."""

    def __init__(self, compiled: Replayable) -> None:
        self.compiled = compiled
        p, used = compiled.prefix, _names_in(compiled.code)
        self.main = p + "main"
        self.same: dict[str, Any] = {"__builtins__": {"__import__": _import}, "__name__": "__main__"}
        self.same |= {p + name: value for name, value in _SAME.items() if p + name in used}
        for site in compiled.sites:
            self.same[f"{p}s{site.number}"] = site
            for number, text in enumerate(site.tests):
                self.same[f"{p}y{site.number}_{number}"] = ((text, True),)
                self.same[f"{p}n{site.number}_{number}"] = ((text, False),)
        self.same |= {f"{p}V{name}": getattr(builtins, name) for name in compiled.builtins}
        self.same[f"{p}mentioned"] = compiled.mentioned
        self.journal = _bound(p, _JOURNAL_NAMES, used)
        self.library = _bound(p, _LIBRARY_NAMES, used)
        self.run = _bound(p, _RUN_NAMES, used)
        self.guards = _bound(p, _GUARD_NAMES, used)
        self.in_place = [(p + name, name, plain) for name, plain in _IN_PLACE if p + name in used]
        self.texts = [(f"{p}p{number}", f"{p}o{number}", text) for number, text in enumerate(compiled.texts)]
        self.builtins = [(f"{p}B{name}", f"{p}K{name}", name) for name in compiled.builtins]

    def environment(self, run: MirroredRun, guards: Attributes, library: Library) -> dict[str, Any]:
        """The names for one run."""
        p, found = self.compiled.prefix, {**self.same, "__name__": library.program}
        for owner, names in (
            (guards.journal, self.journal), (library, self.library), (run, self.run), (guards, self.guards)
        ):  # fmt: skip
            for key, name in names:
                found[key] = getattr(owner, name)
        for key, name, plain in self.in_place:
            native = getattr(guards, plain, None) if plain in _GUARD_NAMES else getattr(operator, plain, None)
            found[key] = lambda left, right, n=name, f=native: guards.in_place(n, f, left, right)
        heap = run.heap
        for key, left, text in self.texts:
            pairs = found[key] = Pairs(text, heap)
            found[left] = pairs.left
        for key, called, name in self.builtins:
            value = found[key] = library.builtin(name)
            found[called] = guards.callable(value)
        found[f"{p}F0"], found[f"{p}L0"] = run.module, run.module.names
        found[f"{p}plain_classes"] = heap.plain_classes
        return found


@lru_cache(maxsize=256)
def prepare_program(code: str) -> PreparedReplay:
    """A program ready to be replayed. Raises SyntaxError as Python does, Unsupported with a reason."""
    return PreparedReplay(compile_program(code))


def _bound(prefix: str, names: tuple[str, ...], used: set[str]) -> list[tuple[str, str]]:
    return [(prefix + name, name) for name in names if prefix + name in used]


def _names_in(code: CodeType) -> set[str]:
    """All names that code and the functions in it use."""
    found: set[str] = set()
    pending = [code]
    while pending:
        part = pending.pop()
        found.update(part.co_names)
        pending.extend(constant for constant in part.co_consts if isinstance(constant, CodeType))
    return found


_IN_PLACE: Final = [
    ("i" + name.rstrip("_"), name) for name in OPERATORS.values() if hasattr(operator, "i" + name.rstrip("_"))
]
