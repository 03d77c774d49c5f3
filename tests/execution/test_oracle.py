"""The states that follow from a trace are those a debugger sees, before every line, through every name."""

from __future__ import annotations

from pathlib import Path

import pytest
from oracle import Debugger, disagreements

from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.records import Case, Program

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))


def read(path: Path) -> tuple[str, str]:
    code = path.read_text(encoding="utf-8")
    lines = [line[9:] for line in code.splitlines() if line.startswith("# stdin: ")]
    return code, "\n".join(lines) + ("\n" if lines else "")


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_debugger_sees_the_same_before_every_line(path: Path) -> None:
    code, stdin = read(path)
    program = Program(path.stem, "user", path.stem, code)
    trace = trace_in_process(program, Case("case", program, stdin=stdin), Limits(steps=20_000))
    assert (trace.outcome, trace.reason) == ("finished", ""), trace.exception
    found, compared = disagreements(trace, Debugger(code, stdin).run())
    assert found == []
    assert compared > 5
