"""A finished trace: the Python it was made on, why a run can have been refused, and the digest over all of it."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import fields, replace
from operator import attrgetter
from typing import Final

from tracepile_hf.records import Program, Step, Trace

PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
REASONS: Final = (
    # the program
    "syntax_error", "no_entry_point", "source_too_long", "input_too_long",
    # its limits (outcome too_long)
    "steps", "output",
    # recorded and plain run, replay and journal disagree
    "instrumentation_differs", "diverged", "untrusted_trace", "tampered",
    # the replay cannot follow
    "async", "attribute", "builtin", "class", "construct", "eval", "exec", "file", "metaclass", "module", "opaque",
    "opaque_call", "private_attribute", "reads_own_frame", "set_order", "too_deep", "too_expensive",
)  # fmt: skip


def sealed(trace: Trace) -> Trace:
    """The trace with its digest: sha256 over everything else."""
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
_of_program: Final = attrgetter(*(field.name for field in fields(Program)))
