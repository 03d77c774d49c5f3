"""A comparison of objects is told as what their class made of it: the checker never guesses what a class would say."""

from __future__ import annotations

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.narration.values import is_object
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

CLASSES = """\
import enum
from collections import namedtuple
from dataclasses import dataclass

@dataclass(order=True)
class Version:
    major: int
    minor: int

class Crate:
    def __init__(self, size):
        self.size = size
    def __eq__(self, other):
        return self.size == other.size
    def __lt__(self, other):
        return self.size > other.size

class Plain:
    def __init__(self, n):
        self.n = n

class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2

class Number(int):
    pass

Point = namedtuple("Point", "x y")

def compare(n):
    hits = []
    first, second, third = Version(1, 2), Version(1, 2), Version(n, 0)
    if first == second:
        hits.append(1)
    if first != third and third < first or n < 0:
        hits.append(2)
    if first == None:
        hits.append(3)
    if [first] == [second]:
        hits.append(4)
    small, large = Crate(1), Crate(n)
    if small == large:
        hits.append(5)
    if small < large:
        hits.append(6)
    one, other = Plain(1), Plain(1)
    while one != other:
        other = one
    nested = [[one]]
    if nested == [[other]]:
        hits.append(7)
    if Level.LOW < Level.HIGH:
        hits.append(8)
    if Point(1, 2) <= Point(1, n):
        hits.append(9)
    a, b = Number(3), Number(n)
    if a >= b:
        hits.append(10)
    error = ValueError("x")
    if error == ValueError("x"):
        hits.append(11)
    assert first <= second
    same = first == third
    return hits if first == second else same
"""


def _run() -> Trace:
    program = Program("judged", "user", "", CLASSES, "compare")
    return trace_in_process(program, Case("judged", program, ("3",)))


def test_every_text_is_proved() -> None:
    trace = _run()
    for seed in range(12):
        text = narrate(trace, seed=seed)
        verdict = verify(text, trace)
        assert verdict.accepted, f"{verdict.detail}\n{text}"


def test_what_a_class_decides_is_told_with_what_it_decided_on() -> None:
    for seed in range(6):
        text = narrate(_run(), seed=seed)
        alike, unlike = "Version(major=1, minor=2)", "Plain(n=1)"
        assert f"`first == second` holds (`first` = {alike} and `second` = {alike})" in text
        assert f"`one != other` fails (`one` = {unlike} and `other` = {unlike})" in text
        assert "equal to" not in text


def test_the_checker_does_not_guess_what_a_class_would_say() -> None:
    text = narrate(_run())
    said = "`first == second` holds (`first` = Version(major=1, minor=2) and `second` = Version(major=1, minor=2))"
    for instead in (
        said.replace("holds", "fails"),
        "`first` = Version(major=1, minor=2) is different from `second` = Version(major=1, minor=2)",
    ):
        assert not verify(text.replace(said, instead), _run()).accepted


@pytest.mark.parametrize(
    ("literal", "found"),
    [
        ("Node(data=1, after=None)", True),
        ("[(1, Node())]", True),
        ("Color.RED", True),
        ("{'k': Color.RED}", True),
        ("Number(3)", True),
        ("ValueError('x')", True),
        ("'Node(data=1)'", False),
        ("['a.b', \"it's f(x)\", 1.5, -2e-05]", False),
        ("deque([1, 2], maxlen=3)", False),
        ("defaultdict(int, {'a': 1})", False),
        ("Fraction(1, 3)", False),
        ("datetime.date(2020, 1, 2)", False),
        ("(1+2j)", False),
        ("3", False),
    ],
)
def test_which_literals_are_of_a_class_that_compares_in_its_own_way(literal: str, found: bool) -> None:
    assert is_object(literal) is found
