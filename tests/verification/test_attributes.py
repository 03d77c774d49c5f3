"""Attributes of objects that cannot be read as a whole: what stands in the literal is proved, and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify
from tracepile_hf.verification.attributes import attribute_of
from tracepile_hf.verification.state import State, Unknown
from tracepile_hf.verification.timeline import Timeline

SETS = """\
class Item:
    def __init__(self, name):
        self.name = name
        self.rank = 0
        self.boss = self
        self.key = len
        self.note = "<cycle>"

def head(item):
    if item.boss is not item:
        item.boss = head(item.boss)
    return item.boss

def merge(one, other):
    one, other = head(one), head(other)
    if one.rank < other.rank:
        one.boss = other
    elif one is not other:
        other.boss = one
        one.rank = one.rank + 1
        one.rank += 0

def groups(n):
    items = [Item(i) for i in range(n)]
    for item in items:
        item.rank = 0
        item.boss = item
    for i in range(n - 1):
        merge(items[i], items[i + 1])
    first = items[0]
    first.note = "x"
    first.note = "x"
    del first.name
    return [head(item).rank for item in items]
"""

LONE = """\
class Item:
    def __init__(self):
        self.rank = 0
        self.boss = self

def f(n):
    item = Item()
    item.rank = 0
    item.rank = n
    other = item
    other.rank = n + 1
    n = 0
    return n
"""

FRAME = """\
We trace `f(3)`. Line 7 calls `Item.__init__()`. Line 3. Line 4. `Item.__init__` returns None. Line 7.
Line 8: {}. Line 9: {}. Line 10. Line 11: {}. Line 12: {}. Line 13. `f` returns 0. The answer is 0."""

TRUE = [
    ("`item.rank` = 0", "", "", ""),
    ("`item.rank` is still 0", "", "", ""),
    ("", "`item.rank` is now 3", "", ""),
    ("", "`item.rank` goes from 0 to 3", "", ""),
    ("", "", "`item.rank` = 4", "`other.rank` = 4"),
    ("", "", "", "`item.rank` is 4"),
]
FALSE = [
    ("`item.rank` = 3", "", "", ""),
    ("`item.rank` is now 1", "", "", ""),
    ("", "`item.rank` is still 3", "", ""),
    ("", "`item.rank` goes from 1 to 3", "", ""),
    ("", "", "`item.rank` = 3", ""),
    ("", "", "", "`item.rank` = 3"),
    ("`item.boss` = item", "", "", ""),
    ("`item.boss` = `<cycle>`", "", "", ""),
    ("`item.boss` is None", "", "", ""),
    ("`item.boss` is ...", "", "", ""),
    ("`item.boss` = unread", "", "", ""),
    ("`item.boss.rank` = 0", "", "", ""),
    ("`item.boss.rank` is 3", "", "", ""),
    ("`item` = Item(rank=0, boss=None)", "", "", ""),
    ("`item` = Item(rank=0)", "", "", ""),
    ("`item.other` = 0", "", "", ""),
]


@cache
def _trace(code: str, entry_point: str, argument: str) -> Trace:
    program = Program("attributes", "user", "", code, entry_point)
    return trace_in_process(program, Case("attributes", program, (argument,)))


def _text(said: tuple[str, ...]) -> str:
    return FRAME.format(*[clause or "runs" for clause in said]).replace(": runs", "")


def test_the_frame_is_accepted() -> None:
    verdict = verify(_text(("", "", "", "")), _trace(LONE, "f", "3"))
    assert verdict.accepted, verdict.detail


@pytest.mark.parametrize("said", TRUE, ids=" ".join)
def test_what_stands_there_is_proved(said: tuple[str, ...]) -> None:
    verdict = verify(_text(said), _trace(LONE, "f", "3"))
    assert verdict.accepted, verdict.detail


@pytest.mark.parametrize("said", FALSE, ids=" ".join)
def test_nothing_else_passes(said: tuple[str, ...]) -> None:
    assert not verify(_text(said), _trace(LONE, "f", "3")).accepted


@pytest.mark.parametrize("n", ["1", "2", "5"])
def test_the_narration_of_sets_of_items_is_proved(n: str) -> None:
    trace = _trace(SETS, "groups", n)
    for seed in range(8):
        text = narrate(trace, seed=seed)
        verdict = verify(text, trace)
        assert verdict.accepted, f"{verdict.detail}\n{text}"


@pytest.mark.parametrize(
    ("literal", "name", "found"),
    [
        ("Node(data=0, rank=-1, parent=<cycle>)", "rank", "-1"),
        ("Node(data=0, rank=0, parent=<cycle>)", "parent", None),
        ("Node(data=0, parent=Node(rank=3, parent=<cycle>))", "rank", None),
        ("Node(data=[1, <cut: 3 more>], rank=2)", "data", None),
        ("Node(data=[1, <cut: 3 more>], rank=2)", "rank", "2"),
        ("Node(key=<function f.<locals>.g>, rank=(1, 'a, rank=3'))", "rank", "(1, 'a, rank=3')"),
        ("Node(note='<cycle>', text='<', rank=1, key=<lambda>)", "note", "'<cycle>'"),
        ("Node(note=', rank=5, ', key=<cycle>)", "rank", None),
        ("Node(key=<it's>, b='x, rank=5, c=', rank=0)", "rank", None),  # a class may be called anything
        ("Node(rank=1, rank=2, key=<cycle>)", "rank", None),
        ("Node(3, rank=2, key=<cycle>)", "rank", "2"),
        ("Node(rank=2, <cut: 3 more>)", "rank", None),
        ("[Node(rank=2, key=<cycle>)]", "rank", None),
        ("Node(rank=2, key=<cycle>) + 1", "rank", None),
        ("Node(rank=1 + 1, key=<cycle>)", "rank", None),
        ("Node(rank=x, key=<cycle>)", "rank", None),
        ("<class Node>", "rank", None),
    ],
)
def test_what_is_read_from_a_literal(literal: str, name: str, found: str | None) -> None:
    assert attribute_of(literal, name) == found


def test_every_attribute_that_was_evaluated_is_read_as_it_was() -> None:
    trace = _trace(SETS, "groups", "6")
    state, read = State(Timeline(trace)), 0
    for step in trace.steps:
        for text, literal in step.operands:
            if text in ("item.rank", "one.rank", "other.rank", "first.note"):
                try:
                    known = state.part(text, step.frame, step.index - 1)
                except Unknown:
                    continue
                assert known.text == literal, (step.index, text)
                read += 1
    assert read > 10
