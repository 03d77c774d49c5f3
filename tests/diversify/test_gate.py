"""The gate keeps a variant only if runs prove it equal."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import replace

from tracepile_hf.diversify import prove
from tracepile_hf.records import Case, Program, Trace

ORIGINAL = Program(id="p", domain="user", family="test", code="def f(n):\n    return n * 2\n", entry_point="f")
CASES = [Case(id=str(n), program=ORIGINAL, arguments=(str(n),)) for n in (0, 1, 2, 5, 9)]


def run(program: Program, cases: Sequence[Case]) -> list[Trace]:
    """Runs this file's own one-line functions in place of the jail."""
    traces = []
    for case in cases:
        names: dict[str, object] = {}
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(program.code, "<program>", "exec"), names)
            function = names["f"]
            assert callable(function)
            try:
                result, outcome = repr(function(*map(int, case.arguments))), "finished"
            except ZeroDivisionError:
                result, outcome = None, "crashed"
        traces.append(Trace(case=case, outcome=outcome, result=result, stdout=out.getvalue()))  # type: ignore[arg-type]
    return traces


def variant(code: str) -> Program:
    return replace(ORIGINAL, id="p~x", code=code)


def test_an_equal_variant_is_kept_with_its_traces() -> None:
    proof = prove(ORIGINAL, variant("def f(n):\n    return n + n\n"), CASES, run)
    assert proof.kept
    assert proof.cases == 5
    assert [trace.result for trace in proof.traces] == ["0", "2", "4", "10", "18"]
    assert proof.traces[0].case.program.id == "p~x"


def test_each_reason_for_refusal() -> None:
    assert prove(ORIGINAL, variant("def f(n:\n"), CASES, run).reason == "does_not_parse"
    assert prove(ORIGINAL, variant("def f(n):\n    return (n * 2)\n"), CASES, run).reason == "unchanged"
    assert prove(ORIGINAL, variant("def f(n):\n    return n + n\n"), CASES[:4], run).reason == "too_few_cases"
    assert prove(ORIGINAL, variant("def f(n):\n    return 2 ** n\n"), CASES, run).reason == "differs"
    assert prove(ORIGINAL, variant("def f(n):\n    print(n)\n    return n + n\n"), CASES, run).reason == "differs"
    assert prove(ORIGINAL, variant("def f(n):\n    return 1 // 0\n"), CASES, run).reason == "not_traced"
    broken = replace(ORIGINAL, code="def f(n):\n    return 1 // 0\n")
    assert prove(broken, variant("def f(n):\n    return n + n\n"), CASES, run).reason == "original_failed"


def test_agreement_on_all_but_the_last_case_is_not_enough() -> None:
    proof = prove(ORIGINAL, variant("def f(n):\n    return n + n if n < 9 else 0\n"), CASES, run)
    assert (proof.kept, proof.reason, proof.cases) == (False, "differs", 4)
