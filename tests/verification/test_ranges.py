"""What is said of a range: worked out as far as it takes, and the same as what a look at every step gives."""

from __future__ import annotations

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify
from tracepile_hf.verification.ranges import MOST_CHARACTERS, Range, range_of, value_at
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.walk import Refutation, Walk

CODE = """def g(x):
    return x + 1


def f(n):
    rows = [0, 0, 0]
    held = {'a': 0}
    total = 0
    for i in range(n):
        rows[i % 3] = g(i)
        held['a'] += i
        if i == 2:
            rows = [9, 9, 9]
        if i == 4:
            late = i
        total = total + rows[0]
        rows[0], rows[1] = rows[1], rows[0]
    return total
"""


def traced(code: str = CODE, *arguments: str) -> Trace:
    program = Program("f", "user", "", code, "f")
    return trace_in_process(program, Case("f", program, arguments or ("7",)))


def whole_run(trace: Trace) -> tuple[Walk, Range]:
    walk = Walk(trace, Source.of(trace.case.program.code))
    lines = [step.index for step in trace.steps if step.event == "line" and step.frame == 1]
    walk.put(lines[-1])
    return walk, range_of(walk, lines[3], lines[-1], 1)


@pytest.mark.parametrize(
    "text", ["rows", "rows[0]", "rows[1]", "rows[2]", "rows[7]", "held['a']", "total", "i", "late"]
)
def test_values_are_those_of_every_step(text: str) -> None:
    walk, told = whole_run(traced())
    every = [value_at(walk, text, 1, position) for position in range(told.first, told.last + 1)]
    seen = [known.text for known in every if known is not None]
    distinct = [text for place, text in enumerate(seen) if not place or text != seen[place - 1]]
    assert list(told.values(text)) == distinct
    assert list(told.values(text)) == distinct  # the second time from what was kept
    assert any(literal is None for literal in told.moments(text)) is any(known is None for known in every)


def test_a_range_is_gone_through_only_as_far_as_it_takes() -> None:
    _, told = whole_run(traced())
    values = told.values("total")
    assert next(values) == "0"
    assert len(told.moments("total")._taken) == 1


def test_too_much_to_be_put_together_is_refused() -> None:
    code = "def f(n):\n    rows = [0] * 500\n    for i in range(n):\n        rows[i] = i\n        rows.sort()\n"
    _, told = whole_run(traced(code + "    return 0\n", str(MOST_CHARACTERS // 1000)))
    with pytest.raises(Refutation, match="too many"):
        list(told.values("rows"))


@pytest.mark.parametrize(
    ("claim", "accepted"),
    [
        ("`n` never changes", True),
        ("`total` never changes", False),
        ("`rows[2]` never changes", False),
        ("`i` takes the values 0, 1, 2, 3, 4, 5, 6", True),
        ("`i` takes the values 0, 1, 2, 3, 4, 5", False),
        ("`i` takes the values 0, 1, 2, 3, 4, 5, 6, 7", False),
        ("`i` only rises", True),
        ("`i` only falls", False),
        ("`n` only rises", False),
        ("`n` is always 7", True),
        ("`late` is always 4", False),
        ("`i == 2` is never True", False),
        ("`i == 2` is True 1 time", True),
        ("line 13 runs 1 time", True),
        ("line 13 runs 2 times", False),
        ("7 calls of `g` are made", True),
        ("7 calls of `h` are made", False),
        ("no call is made", False),
        ("nothing is printed", True),
    ],
)
def test_claims_about_a_range(claim: str, accepted: bool) -> None:
    trace = traced()
    said = f"We trace `f(7)`. Iterations 1 to 7 of the loop on line 9: {claim}.\n\nThe answer is {trace.result}."
    verdict = verify(said, trace)
    assert verdict.accepted is accepted, verdict.detail


def test_ranges_that_are_too_long_are_refused_again_and_again() -> None:
    trace = traced()
    said = "We trace `f(7)`." + " Iterations 1 to 99 of the loop on line 9." * 5
    details = {finding.standing for finding in verify(said, trace).claims[1:]}
    assert details == {"refuted"}


def test_what_follows_has_to_do_with_the_statement() -> None:
    code = "def f(a):\n    b = 3\n    c = 1\n    for i in range(b, b + 1):\n        c = i\n    return c\n"
    trace = traced(code, "1")
    opening = "We trace `f(1)`. Line 2 runs. Line 3 runs. The loop on line 4 begins iteration 1: "
    after = " The loop on line 4 ends after 1 iteration.\n\nThe answer is 3."
    for name, accepted in (("i", True), ("b", False), ("c", False), ("a", False)):  # `b` is what the range comes from
        value = {"i": "3", "b": "3", "c": "1", "a": "1"}[name]
        for follows in (
            f"so `{name}` is {value}",
            f"which gives `{name}` = {value}",
            f"which makes `{name}` = {value}",
        ):
            verdict = verify(f"{opening}`range(b, b + 1)` = range(3, 4), {follows}. Line 5 runs.{after}", trace)
            assert verdict.accepted is accepted, (follows, verdict.detail)


def test_of_two_statements_on_a_line_the_second_may_change_nothing() -> None:
    code = "def f(a):\n    b = []\n    if a:\n        b.append(1); return b\n"
    trace = traced(code, "1")
    opening = "We trace `f(1)`. Line 2 runs. Line 3 runs. "
    told = "Line 4: `b` is now [1]; then on line 4, nothing changes, and `f` returns [1].\n\nThe answer is [1]."
    untold = "Line 4 runs; then on line 4, nothing changes, and `f` returns [1].\n\nThe answer is [1]."
    assert verify(opening + told, trace).accepted
    assert not verify(opening + untold, trace).accepted
