"""The gate: a variant is kept only if running proves it equal to the program it came from.

The same gate serves rewrites made here and rewrites written by a language model: it looks at the code and at what the
runs gave, never at who wrote it. Five equal cases are evidence, not a proof for every input; every row of the corpus is
told and proved on the variant's own run.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracepile_hf.records import Case, Program, Run, Trace

MINIMUM_CASES: Final = 5
REASONS: Final = ("does_not_parse", "unchanged", "too_few_cases", "original_failed", "not_traced", "differs")


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a variant is kept; the reason (one of REASONS) if not; how many cases agreed; the variant's traces."""

    kept: bool
    reason: str = ""
    cases: int = 0
    traces: tuple[Trace, ...] = ()


def prove(
    program: Program, variant: Program, cases: Sequence[Case], run: Run, known: Sequence[Trace] | None = None
) -> Proof:
    """Run both on every case and compare result, stdout and exception.

    `known` are the program's own traces of the same cases when the caller has them. At least five cases are needed.
    """
    try:
        before, after = ast.parse(program.code), ast.parse(variant.code)
    except (SyntaxError, ValueError, RecursionError):
        return Proof(False, "does_not_parse")
    if ast.dump(before) == ast.dump(after):
        return Proof(False, "unchanged")
    if len(cases) < MINIMUM_CASES:
        return Proof(False, "too_few_cases")
    originals = run(program, cases) if known is None else known
    if any(trace.outcome not in ("finished", "raised") for trace in originals):
        return Proof(False, "original_failed")
    traces = run(variant, [replace(case, program=variant) for case in cases])
    agreed = 0
    for one, other in zip(originals, traces, strict=True):
        if other.outcome not in ("finished", "raised"):
            return Proof(False, "not_traced", agreed)
        if (one.outcome, one.result, one.stdout, one.exception) != (
            other.outcome,
            other.result,
            other.stdout,
            other.exception,
        ):
            return Proof(False, "differs", agreed)
        agreed += 1
    return Proof(True, "", agreed, tuple(traces))
