"""A run under the interpreter's own tracing sees what the steps say, and no other story."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tracepile_hf.execution import Limits, Tracer, trace_in_process
from tracepile_hf.execution.witness.comparison import first_difference
from tracepile_hf.records import Case, Program, Trace

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
WATCH = """
import json, sys
from tracepile_hf.execution.witness import runner
prepared = runner.prepare(sys.argv[1], None)
payload = runner.run_plain(prepared, {}, {})
sys.settrace(None)
sys.stderr.write(json.dumps(json.loads(payload)["journal"]))
"""
CODE = """\
def halves(n):
    steps = []
    while n > 1:
        n = n // 2
        steps.append(n)
    return steps


a = halves(9)
b = [a, 3]
c = len(b)
"""


@cache
def seen(code: str) -> list[int]:
    found = subprocess.run([sys.executable, "-c", WATCH, code], capture_output=True, text=True, check=True)
    return json.loads(found.stderr.splitlines()[-1])


def traced(code: str) -> Trace:
    program = Program("p", "user", "p", code)
    return trace_in_process(program, Case("c", program), Limits(steps=20_000))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_witness_sees_what_the_steps_say(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    lines = [line[9:] for line in code.splitlines() if line.startswith("# stdin: ")]
    stdin = "\n".join(lines) + ("\n" if lines else "")
    program = Program(path.stem, "user", path.stem, code, source="user")
    with Tracer("default", witness="all") as tracer:  # where sets of texts have one order in every process
        (trace,) = tracer.run(program, [Case("case", program, stdin=stdin)])
    assert not trace.reason.startswith("witness"), trace.exception


def test_every_other_value_is_seen() -> None:
    steps = traced(CODE).steps
    for index, step in enumerate(steps[:-1]):
        for place, (name, literal) in enumerate(step.changed):
            if literal.isdigit():
                changed = (*step.changed[:place], (name, str(int(literal) + 1)), *step.changed[place + 1 :])
                other = (*steps[:index], replace(step, changed=changed), *steps[index + 1 :])
                assert first_difference(CODE, other, seen(CODE)) is not None, step


def test_a_statement_more_or_less_is_seen() -> None:
    steps = traced(CODE).steps
    for index, step in enumerate(steps):
        if step.event == "line":
            without = (*steps[:index], *steps[index + 1 :])
            twice = (*steps[: index + 1], replace(step, visit=step.visit + 40), *steps[index + 1 :])
            assert first_difference(CODE, twice, seen(CODE)) is not None, step
            if CODE.splitlines()[step.line - 1].lstrip().startswith(("n =", "steps", "a =", "b =", "c =")):
                assert first_difference(CODE, without, seen(CODE)) is not None, step


def test_the_jail_has_a_witness_for_one_case_a_program_for_all_or_for_none() -> None:
    program = Program("p", "user", "p", "def f(n):\n    total = n + 1\n    return total\n", "f", source="user")
    cases = [Case(str(n), program, (str(n),)) for n in range(3)]
    for witness in ("all", "program", "none"):
        with Tracer("default", witness=witness) as tracer:
            assert [trace.result for trace in tracer.run(program, cases)] == ["1", "2", "3"]


def test_what_a_program_does_only_while_nobody_traces_it_is_refused() -> None:
    code = "import sys\ndef f(n):\n    names = dir(sys)\n    return n\n"
    program = Program("p", "user", "p", code, "f", source="user")
    with Tracer("default", witness="all") as tracer:
        (trace,) = tracer.run(program, [Case("c", program, ("3",))])
    assert trace.outcome == "refused"
