"""What `xs.append(E)` adds is proved by the statement, also where E took it out of `xs`; nothing else is."""

from __future__ import annotations

from functools import cache

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

CODE = """\
from collections import deque

def f():
    xs = deque([1, 2, 3, 1])
    ys = xs
    xs.append(xs.popleft())
    xs.appendleft(xs.pop())
    xs.rotate(1); xs.append(xs.popleft())
    xs.extend([xs.popleft()])
    return list(xs)
"""

FRAME = """\
We trace `f()`. Line 4. Line 5. Line 6 {}. Line 7 {}. Line 8 {}. Line 9 {}. Line 10. `f` returns [2, 3, 1, 1].
The answer is [2, 3, 1, 1]."""

TRUE = [
    ("appends 1 to `xs`", "", "", ""),
    ("puts `xs.popleft()` = 1 at the end of `xs`, which is now deque([2, 3, 1, 1])", "", "", ""),
    ("adds 1 to `xs`", "adds `xs.pop()` = 1 to `xs`", "", ""),
]
FALSE = [
    ("appends 2 to `xs`", "", "", ""),  # it was popped nowhere
    ("appends 3 to `xs`", "", "", ""),
    ("appends `xs.popleft()` = 1 to `ys`", "", "", ""),  # the statement does not name it
    ("puts `xs.pop()` = 1 at the end of `xs`", "", "", ""),
    ("", "appends 1 to `xs`", "", ""),  # added at the other end, and one was taken from this one: read as before
    ("", "adds 3 to `xs`", "", ""),
    ("", "", "appends 1 to `xs`", ""),  # two statements
    ("", "", "", "appends 1 to `xs`"),  # another method
]


@cache
def _trace() -> Trace:
    program = Program("appended", "user", "", CODE, "f")
    return trace_in_process(program, Case("appended", program))


def _text(said: tuple[str, ...]) -> str:
    return FRAME.format(*[clause or "runs" for clause in said])


def test_the_frame_is_accepted() -> None:
    assert verify(_text(("", "", "", "")), _trace()).accepted


@pytest.mark.parametrize("said", TRUE, ids=" ".join)
def test_what_the_statement_added_is_proved(said: tuple[str, ...]) -> None:
    verdict = verify(_text(said), _trace())
    assert verdict.accepted, verdict.detail


@pytest.mark.parametrize("said", FALSE, ids=" ".join)
def test_anything_else_is_refuted(said: tuple[str, ...]) -> None:
    verdict = verify(_text(said), _trace())
    assert verdict.reason == "refuted", verdict.detail
