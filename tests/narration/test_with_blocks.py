"""What the exit of a `with` block does is its header's doing, however the block is left; what a test binds is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

WATCH = """\
class Watch:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append('in')

    def __exit__(self, kind, value, tb):
        self.log.append('out')
        return kind is not None


def f(xs):
    log = []
    for x in xs:
        with Watch(log):
            {leave}
            log.append(x)
    return log
"""
HEADER = 16
LEFT = Path(__file__).parents[1] / "execution" / "programs" / "with_left.py"
READING = """\
def f(xs):
    xs = list(xs)
    out = []
    while xs and (x := xs.pop()) > 1:
        out.append(x)
        while (y := x - 2) > 3:
            x = y
    while (z := len(out)) < 0:
        pass
    return out, x, z
"""


def traced(code: str, arguments: tuple[str, ...] = (), entry: str | None = "f") -> Trace:
    program = Program("p", "user", "", code, entry)
    return trace_in_process(program, Case("c", program, arguments), Limits(steps=20_000))


@pytest.mark.parametrize("leave", ["continue", "break", "return log", "raise ValueError(x)", "pass"])
def test_an_exit_is_of_the_header(leave: str) -> None:
    trace = traced(WATCH.format(leave=leave), ("[3, 4]",))
    exits = [step.index for step in trace.steps if step.event == "call" and step.function == "Watch.__exit__"]
    assert exits
    for index in exits:
        before = [step for step in trace.steps[:index] if step.function == "f"][-1]
        after = next(step for step in trace.steps[index:] if step.function == "f")
        assert before.line == HEADER
        assert after.line == HEADER, "what the exit has put into the list is told by the header"
        assert ("log" in dict(after.changed)) or leave == "pass"
    for seed in range(4):
        text = narrate(trace, seed=seed)
        verdict = verify(text, trace, detail="full")
        assert verdict.accepted, (verdict.detail, text)


def test_every_way_to_leave_is_proved() -> None:
    trace = traced(LEFT.read_text(encoding="utf-8"), entry=None)
    for seed in range(3):
        verdict = verify(narrate(trace, seed=seed), trace, detail="full")
        assert verdict.accepted, verdict.detail


def test_a_break_through_blocks_leaves_the_loop_and_no_other_does() -> None:
    code = WATCH.format(leave="if x == 4:\n                break")
    trace = traced(code, ("[3, 4]",))
    told = "breaks out of the loop on line 15"
    texts = [text for text in (narrate(trace, seed=seed) for seed in range(12)) if told in text]
    assert texts
    for text in texts:
        assert verify(text, trace).accepted
        assert not verify(text.replace(told, "breaks out of the loop on line 16"), trace).accepted
        assert not verify(text.replace(told, "goes to the next iteration of the loop on line 15"), trace).accepted


def test_what_the_test_of_a_while_binds_is_told() -> None:
    trace = traced(READING, ("[1, 9, 4]",))
    for seed in range(6):
        text = narrate(trace, seed=seed)
        assert verify(text, trace, detail="full").accepted
        for name in ("`x` = 4", "`x` = 9", "`x` = 1", "`y` = 2", "`y` = 7", "`z` = 2"):
            assert name in text.replace("` is ", "` = "), (name, text)
