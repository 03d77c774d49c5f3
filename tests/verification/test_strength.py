"""The figures of docs/strength.md: notes are of the narrator's text, and a copy is true where a debugger saw so."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import checker_strength
from debugger import Oracle, is_true
from notes import narrate_with_notes

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.families.registry import families
from tracepile_hf.records import Case, Program

CODE = """def f(n):
    a = n
    b = n + 1
    for i in range(3):
        c = a
        b = b + i
    if a < b:
        return c
"""
TRACE = trace_in_process(Program("f", "user", "", CODE, "f"), Case("f", Program("f", "user", "", CODE, "f"), ("2",)))
ORACLE = Oracle(TRACE)
STEPS = {(step.line, step.visit): step.index for step in TRACE.steps if step.event == "line"}


@pytest.mark.parametrize("detail", ["full", "condensed", "outline"])
@pytest.mark.parametrize("name", ["bubble_sort", "depth_first_search", "quicksort"])
def test_notes_are_of_the_text_that_the_narrator_writes(name: str, detail: str) -> None:
    case = families("algorithm")[name].make(random.Random(name), 4)
    trace = trace_in_process(case.program, case)
    noted = narrate_with_notes(trace, detail)  # compares the texts itself
    places = [note.start for note in noted.notes]
    assert places == sorted(places)
    assert {index for note in noted.notes for index in range(note.first, note.last + 1)} == set(range(len(trace.steps)))


@pytest.mark.parametrize(
    ("said", "changed", "place", "true"),
    [
        ("Line 2 sets `a` to 2.", "`a`", (2, 1), True),
        ("Line 2 sets `n` to 2.", "`n`", (2, 1), False),  # it holds that, but is not what is set
        ("Line 5: `c` is now 2.", "`c`", (5, 1), True),
        ("Line 5: `a` is now 2.", "`a`", (5, 1), False),
        ("Line 5: `a` = 2.", "`a`", (5, 1), True),
        ("Line 5: `a` = 3.", "3", (5, 1), False),
        ("Line 6, as `a` = 2.", "`a`", (6, 1), False),  # no part of that statement
        ("Line 7: `a` = 2 is less than `b` = 6.", "less", (7, 1), True),
        ("Line 7: `a` = 2 is greater than `b` = 6.", "greater", (7, 1), False),
        ("Line 7: `c` = 2 is less than `b` = 6.", "`c`", (7, 1), False),
    ],
)
def test_a_copy_is_true_where_a_debugger_saw_so(said: str, changed: str, place: tuple[int, int], true: bool) -> None:
    start = said.index(changed)
    assert is_true(ORACLE, said, (start, start + len(changed)), STEPS[place], STEPS[place]) is true


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        ("`a` is always 2", True),
        ("`b` is always 6", False),
        ("`c` is always 2", False),  # it has no value at first
        ("`b` goes from 3 to 6", True),
        ("`b` goes from 3 to 5", False),
        ("`i` takes the values 0, 1, 2", True),
        ("`i` takes the values 0, 1, 2, 3", False),
        ("`b` = 6 at the end", True),
        ("`c` = 6 at the end", False),
    ],
)
def test_what_is_said_of_a_range_is_true_of_every_stop(claim: str, true: bool) -> None:
    said = f"Iterations 1 to 3 of the loop on line 4: {claim}. After that"
    start = said.index(claim)
    assert is_true(ORACLE, said, (start, start + len(claim)), STEPS[4, 1], STEPS[6, 3]) is true


def test_changed_is_from_the_first_to_the_last_difference() -> None:
    assert checker_strength.changed("a bc d", "a xyz d") == (2, 4, 5)
    assert checker_strength.changed("aa", "aaa") == (2, 2, 3)
    assert checker_strength.changed("aaa", "aa") == (2, 3, 2)


def test_copies_of_a_segment_are_refused_or_labelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small segment, of few texts: the same seed gives the same copies."""
    monkeypatch.delenv("TRACEPILE_TEST_DATA", raising=False)
    one, other = (checker_strength.run_segment(0, 60, "test", "strict", most=12) for _ in range(2))
    assert one["counts"] == other["counts"]
    assert sum(row[4] for row in one["counts"]) == 60
    assert [found for found in one["accepted"] if found["what"] == "open"] == []
