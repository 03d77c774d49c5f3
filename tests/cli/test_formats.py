"""The frames of the Code World Model: a debugger sees the same locals before every line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import tracepile_hf as tp
from tracepile_hf.cli.formats import as_cwm
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.records import Case, Program, Trace

sys.path.insert(0, str(Path(__file__).parent.parent / "execution"))
from oracle import Debugger, beginnings
from test_oracle import PROGRAMS, read

LINE = "<|frame_sep|><|line_sep|>"


def locals_of(frame: str) -> dict[str, str]:
    """What the frame of a line shows; a source line may hold anything, the JSON before it ends first."""
    shown, _ = json.JSONDecoder().raw_decode(frame.removeprefix(LINE))
    return {str(name): str(text) for name, text in shown.items()}


def lines(trace: Trace) -> list[dict[str, str]]:
    return [locals_of(frame) for frame in as_cwm(trace).split("\n") if frame.startswith(LINE)]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_debugger_sees_the_same_locals_before_every_line(path: Path) -> None:
    code, stdin = read(path)
    program = Program(path.stem, "user", path.stem, code)
    trace = trace_in_process(program, Case("case", program, stdin=stdin), Limits(steps=20_000))
    seen = list(beginnings(trace, Debugger(code, stdin).run()))
    frames = lines(trace)
    assert len(frames) == len(seen), "one frame a run of a line, however often calls interrupt it"
    before: dict[int, dict[str, str]] = {}
    compared = 0
    for shown, (step, debugger) in zip(frames, seen, strict=True):
        told = {name: before[step.frame][name] if text == ".." else text for name, text in shown.items()}
        before[step.frame] = told
        for name, text in debugger.names[step.frame].items() if debugger else ():
            if "." not in name and told.get(name, "<unknown>") != "<unknown>":  # `except ... as e`, a moved cycle
                assert told[name] == text, (step.index, name)
                compared += 1
    assert compared > 5


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("xs = [1, 2]\nxs[0] = 9\ny = xs[0]\n", {"xs": "[9, 2]"}),
        ("row = [0]\ngrid = [row, row]\ngrid[0][0] = 5\npass\n", {"row": "[5]", "grid": "[[5], [5]]"}),
        ("def f(q):\n    q[0] = 3\nxs = [1]\nys = xs\nf(ys)\npass\n", {"f": "..", "xs": "[3]", "ys": "[3]"}),
        (
            "class P:\n    n = 0\np = P()\nP.n = 1\np.t = (1, [2])\np.t[1][0] = 5\npass\n",
            {"P": "..", "p": "P(t=(1, [5]))"},
        ),
        ("x = 1\nx = 2\nx = 2\npass\n", {"x": ".."}),
        ("x = [0]\ny = 1\ndel y\npass\n", {"x": ".."}),
        ("x = {'é': 1}\nx['é'] = 'ü'\npass\n", {"x": "{'é': 'ü'}"}),
    ],
)
def test_a_change_of_a_part_shows_as_the_whole_of_every_local_that_holds_it(code: str, last: dict[str, str]) -> None:
    assert lines(tp.trace(code))[-1] == last


def test_a_line_that_a_call_interrupts_is_one_frame() -> None:
    code = "def f(n):\n    return n\nx = f(1) + f(2)\ny = x\n"
    sources = [frame.partition("<|action_sep|>")[2] for frame in as_cwm(tp.trace(code)).split("\n") if LINE in frame]
    assert sources == ["def f(n):", "x = f(1) + f(2)", "    return n", "    return n", "y = x"]


def test_a_cycle_that_moved_is_unknown_until_it_is_told_whole() -> None:
    code = "class N:\n    pass\na, b, c = N(), N(), N()\na.to, b.to, b.back = b, c, a\nc.back = b\na = 1\npass\n"
    assert [frame.get("a") for frame in lines(tp.trace(code))[3:]] == [
        "N(to=N(to=N(), back=<cycle>))",
        "<unknown>",
        "1",
    ]
