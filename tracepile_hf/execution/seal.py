"""A finished trace: the Python it was made on, why a run can have been refused, and the digest over all of it."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import fields, replace
from operator import attrgetter
from typing import Final

from tracepile_hf.records import Program, Step, Trace

PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
REASONS: Final[dict[str, tuple[str, str]]] = {  # reason -> what it means, what one can do about it
    # the program and its input
    "syntax_error": ("the program does not parse", "check it with this Python"),
    "no_entry_point": ("the program binds no such function", "name one that it defines, `f` or `Class.method`"),
    "entry_not_reached": (
        "the program did not come to the end of its module, so that the function was never called",
        "keep what reads input or fails under `if __name__ == '__main__'`, or trace it as a script with --stdin",
    ),
    "source_too_long": ("the source is longer than is traced", "cut it to what the call needs"),
    "input_too_long": ("the input is longer than is traced", "give a shorter input"),
    "not_text": ("the input holds characters that bytes cannot stand for", "leave out lone surrogates"),
    "reaches_out": ("the program reached for frames, tracers or the system", "leave that out"),
    # its limits
    "steps": ("the run has more steps than its limit", "give a smaller input, or a higher limit"),
    "output": ("the run writes more than its limit", "print less"),
    "journal": ("what was recorded is more than a journal may hold", "give a smaller input"),
    "partial": ("the process ended without a word (os._exit and the like)", "let the program end by itself"),
    # two runs disagree
    "instrumentation_differs": (
        "the recorded and the plain run differ: the program sees how deep its stack is, the time, or where it runs",
        "leave out what shows that",
    ),
    "recordings_differ": ("two recorded runs differ: what the program does hangs on chance", "seed what is random"),
    "witness_differs": ("a run under the interpreter's own tracing saw another run", "report the program, please"),
    "witness_unfinished": (
        "the run under the interpreter's own tracing did not come to its end",
        "give a smaller input",
    ),
    "untrusted_trace": ("the replay does not come to what was recorded", "report the program, please"),
    "diverged": ("the replay does not come to what was recorded", "report the program, please"),
    "tampered": ("what the jail sent is not what a run sends", "nothing: the program tried to"),
    # the replay cannot follow
    "address": ("text that tells where something lies in memory", "print something else"),
    "lifetime": (
        "the program sees when something ceases to be: `__del__`, `weakref`, a dropped generator with a `finally`",
        "close what is to be closed",
    ),
    "async": ("`async` and `await` are not followed", "write it as plain calls"),
    "attribute": ("an attribute that is not followed", "use the public operation in its place"),
    "private_attribute": ("an attribute that is private to Python", "use the public operation in its place"),
    "builtin": ("a builtin that is not followed", "leave it out"),
    "class": ("a class with a base or special method that is not followed", "write it without"),
    "construct": ("a form of statement or expression that is not followed", "write it another way"),
    "eval": ("`eval` of more than literals and their arithmetic", "write the expression itself"),
    "exec": ("`exec` and `compile` are not followed", "write the code itself"),
    "file": ("files are not read or written", "use standard input, or text in the program"),
    "metaclass": ("metaclasses and classes made by `type(...)` are not followed", "write a class statement"),
    "module": (
        "a module, or a name of one, that is not followed",
        "leave out what uses it; an unused import is no harm",
    ),
    "opaque": ("a value that is not followed", "use lists, dicts, numbers, texts and classes of your own"),
    "opaque_call": ("a function that is not followed", "write it out, or use one that docs/trace.md names"),
    "reads_own_frame": ("the program reads its own variables as a dict", "name them one by one"),
    "set_order": ("the order of a set shows where it was not recorded", "sort it first"),
    "too_deep": ("the program nests or recurses deeper than is followed", "recurse less deeply"),
    "too_expensive": ("a single operation is too big to be done again", "use smaller numbers or texts"),
    "replay_timed_out": ("the replay took too long", "give a smaller input"),
    "replay_out_of_memory": ("the replay needs more memory than it may use", "give a smaller input"),
    "replay_crashed": ("the process of the replay was lost", "try again; then report the program"),
}


def advice(reason: str) -> str:
    """What a reason means and what one can do, as one line; empty for none."""
    return "; ".join(REASONS[reason]) if reason else ""


LINES: Final = re.compile(r"\r\n|\r|\n")  # what ends a line of a program
_WHERE: Final = re.compile(r"(?:^|, )line (\d+)$")


def with_source(detail: str | None, code: str) -> str | None:
    """A detail that ends in "line 3" with the text of that line."""
    found = _WHERE.search(detail) if detail else None
    if detail is None or found is None:
        return detail
    lines, number = LINES.split(code), int(found[1])
    text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return f"{detail}: {text[:100]}" if text else detail


def sealed(trace: Trace) -> Trace:
    """The trace with its digest: sha256 over everything else. ValueError: its reason is none of REASONS."""
    if trace.reason and trace.reason not in REASONS:
        raise ValueError(f"expected a reason from REASONS, got {trace.reason!r}")
    return replace(trace, digest=digest_of(trace))


def digest_of(trace: Trace) -> str:
    """What the digest of a trace must be: sha256 over the `repr` of all its fields, which are text and numbers only."""
    case = trace.case
    content = (
        _of_program(case.program),
        (case.id, case.arguments, case.keyword_arguments, case.stdin, case.expected),
        (trace.outcome, trace.reason, trace.result, trace.exception, trace.stdout, trace.python),
        [_of_step(step) for step in trace.steps],
    )
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()


_of_step: Final = attrgetter(*(field.name for field in fields(Step)))
_NOT_RUN: Final = (
    "glossary",
    "idea",
    "invariants",
)  # what an author says of a run
_of_program: Final = attrgetter(*(field.name for field in fields(Program) if field.name not in _NOT_RUN))
