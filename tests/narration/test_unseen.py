"""Assignments to what no name of the program tells: what is run is told, and nothing is said of what it left there."""

from __future__ import annotations

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

PRECISION = """\
import decimal
from decimal import Decimal, getcontext

def seventh(digits):
    getcontext().prec = 5
    getcontext().prec = digits
    decimal.getcontext().prec = digits + 1
    getcontext().prec += 2
    getcontext().prec += 0
    return str(Decimal(1) / Decimal(7))
"""

BOXES = """\
class Box:
    def __init__(self):
        self.value = 1

def same(box):
    return box

def fill(n):
    box = Box()
    same(box).value = 1
    same(box).value = n
    same(box).value = n
    [box][0].value = n
    (box or n).value = n
    Box().value = 4
    return box.value
"""

FUNCTIONS = """\
class Node:
    def __init__(self, key):
        self.rank = 0
        self.key = key
        self.inner = None

def order(n):
    table = {1: len, 2: 3}
    table[2] = 3
    table[2] = n
    table[2] = n
    plain = {1: 3}
    plain[1] = len
    plain[2] = n
    plain[2] = n
    outer = Node(1)
    outer.inner = Node(len)
    outer.inner.rank = 0
    outer.inner.rank = n
    outer.inner.rank = n
    rows = [Node(len)]
    rows[0].rank = 0
    rows[0].rank = n
    rows[0].rank = n
    lone = Node(len)
    lone.rank = 0
    lone.rank = n
    lone.rank = n
    return table[2]
"""


def _run(code: str, entry_point: str, argument: str) -> Trace:
    program = Program("unseen", "user", "", code, entry_point)
    return trace_in_process(program, Case("unseen", program, (argument,)))


@pytest.mark.parametrize(
    ("code", "entry_point"),
    [(PRECISION, "seventh"), (BOXES, "fill"), (FUNCTIONS, "order")],
    ids=["call", "box", "function"],
)
def test_every_text_is_proved(code: str, entry_point: str) -> None:
    trace = _run(code, entry_point, "20")
    for seed in range(12):
        text = narrate(trace, seed=seed)
        verdict = verify(text, trace)
        assert verdict.accepted, f"{verdict.detail}\n{text}"


def test_nothing_is_said_of_a_place_that_begins_with_a_call() -> None:
    trace = _run(PRECISION, "seventh", "20")
    for seed in range(12):
        text = narrate(trace, seed=seed)
        assert "`getcontext().prec = digits`, where `digits` = 20" in text
        assert "`decimal.getcontext().prec = digits + 1`, where `digits + 1` = 20 + 1 = 21" in text
        assert "`getcontext().prec`" not in text
        assert "nothing changes" not in text  # the context did
        assert "no variable changes" not in text
