"""The closed list of reasons: nothing refuses with another, and the docs name every one."""

import ast
import re
from pathlib import Path

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.execution.jailed import _FATES
from tracepile_hf.execution.seal import REASONS, advice, sealed, with_source
from tracepile_hf.records import Case, Program, Trace

ROOT = Path(__file__).resolve().parents[2]
EXECUTION = ROOT / "tracepile_hf" / "execution"
MAKERS = {"Stop": 0, "Unsupported": 0, "refusing": 0, "_untold": 2, "_NoEntryPoint": 0}
INSIDE = {"stack", "diverged"}  # told as too_deep and untrusted_trace


def reasons_in(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = MAKERS.get(name)
            if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                yield node.args[place].value


def test_every_reason_in_the_code_is_of_the_list():
    found = {reason for path in EXECUTION.rglob("*.py") for reason in reasons_in(path)}
    found |= {reason for _, reason in _FATES.values()}
    assert found - set(REASONS) - INSIDE - {""} == set()


def test_a_trace_with_another_reason_is_not_sealed():
    program = Program("p", "user", "test", "x = 1\n")
    with pytest.raises(ValueError, match="expected a reason from REASONS"):
        sealed(Trace(Case("c", program), "refused", "because"))


def test_the_docs_name_every_reason():
    text = (ROOT / "docs" / "trace.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert listed == set(REASONS)


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_says_what_it_means_and_what_to_do(reason):
    assert all(REASONS[reason])
    assert "\n" not in advice(reason)


def test_the_line_of_a_refusal_is_told_with_its_text():
    assert with_source("x.y, line 2", "a\n  b = x.y\n") == "x.y, line 2: b = x.y"
    assert with_source("line 9", "a\n") == "line 9"
    assert with_source(None, "a\n") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"seconds": float("nan")}, {"seconds": float("inf")}, {"seconds": 0}, {"seconds": -1.0}, {"seconds": 1e9},
        {"steps": 0}, {"steps": -1}, {"memory_mb": 0}, {"output_bytes": -1}, {"steps": 1.5},
    ],
)  # fmt: skip
def test_limits_that_are_none_are_told(wrong):
    (name,) = wrong
    with pytest.raises(InputError, match=f"limit {name}"):
        Limits(**wrong)


WIDE = "def f(n):\n    for i in range(n):\n        text = '\\\\' * 199 + str(i)\n    return n\n"
STRAIGHT = "def f(n):\n    {}\n    return n\n".format(
    "\n    ".join(f"a{i} = b{i} = c{i} = d{i} = {i}" for i in range(30))
)


def test_a_full_journal_is_too_long():
    program = Program("p", "user", "test", WIDE, "f")
    with Tracer("default") as tracer:
        (trace,) = tracer.run(program, [Case("c", program, ("90000",))], Limits(seconds=60.0))
    assert (trace.outcome, trace.reason) == ("too_long", "journal")


def test_a_journal_that_is_full_at_the_end_is_too_long():
    program = Program("p", "user", "test", STRAIGHT, "f")
    trace = trace_in_process(program, Case("c", program, ("3",)), Limits(steps=20))
    assert (trace.outcome, trace.reason) == ("too_long", "steps")


LEAVING = {
    "the first day of the week": (
        "import calendar\ndef f(n):\n    was = calendar.firstweekday()\n    calendar.setfirstweekday(n)\n"
        "    return was\n",
        "0",
    ),
    "the default context": (
        "import decimal\ndef f(n):\n    was = decimal.Context().prec\n    decimal.DefaultContext.prec = n\n"
        "    return was\n",
        "28",
    ),
    "the limit of digits": (
        "import sys\ndef f(n):\n    was = len(str(10 ** 4000))\n    sys.set_int_max_str_digits(5000)\n    return was\n",
        "4001",
    ),
}


@pytest.mark.parametrize("name", LEAVING)
def test_no_case_finds_what_another_has_set(name):
    code, expected = LEAVING[name]
    program = Program("p", "user", "test", code, "f")
    cases = [Case(str(n), program, (str(n),)) for n in (4, 5, 6)]
    with Tracer("trusted") as tracer:
        traces = tracer.run(program, cases)
    assert [trace.result for trace in traces] == [expected] * 3


def test_the_service_keeps_what_it_had():
    import calendar
    import decimal

    for code, _ in LEAVING.values():
        program = Program("p", "user", "test", code, "f")
        trace_in_process(program, Case("c", program, ("5",)))
    assert calendar.firstweekday() == 0
    assert decimal.DefaultContext.prec == 28
