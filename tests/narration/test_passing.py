"""Exceptions that a `finally` lets go on are told, and proved, as what they are."""

from __future__ import annotations

import re

import pytest

from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

CODE = """\
def attempt(value, done):
    try:
        if value > 1:
            raise ValueError(value)
        value += 1
    finally:
        done.append(value)
    return value

def within(value, done):
    try:
        return attempt(value, done)
    finally:
        done.append(-value)

def f(values):
    done = []
    for value in values:
        try:
            within(value, done)
        except ValueError:
            continue
    return done
"""


def traced(values: str) -> Trace:
    program = Program("p", "user", "p", CODE, "f")
    return trace_in_process(program, Case("c", program, (values,)), Limits())


@pytest.mark.parametrize("seed", range(12))
def test_an_exception_that_passes_through_a_finally_is_told_and_proved(seed: int) -> None:
    trace = traced("[1, 2, 3]")
    text = narrate(trace, seed=seed)
    verdict = verify(text, trace, detail="full")
    assert verdict.accepted, verdict.detail
    assert any(f"on to line {line}" in text or f"reaches line {line}" in text for line in (12, 20))


def test_where_no_exception_passes_none_may_be_told() -> None:
    trace = traced("[2]")
    text = narrate(trace)
    moved = text.replace("on to line 12", "on to line 20", 1).replace("reaches line 12", "reaches line 20", 1)
    assert moved != text
    assert not verify(moved, trace).accepted
    quiet = traced("[1]")
    told = narrate(quiet)
    at = told.index(". ", told.index("1 + 1"))
    assert not verify(f"{told[:at]}. The exception travels on to line 20{told[at:]}", quiet).accepted
    assert not verify(f"{told[:at]}. The exception travels on to line 12{told[at:]}", quiet).accepted


QUIET = """\
def f(groups):
    kept = 0
    for group in groups:
        size = [len(group), len(group)]
        size = [len(group), len(group)]
        if not len(group) == 2: continue
        kept += 1
    return kept
"""


@pytest.mark.parametrize("seed", range(16))
def test_statements_that_change_nothing_are_told_in_words_that_are_read(seed: int) -> None:
    program = Program("q", "user", "q", QUIET, "f")
    trace = trace_in_process(program, Case("c", program, ("['ab', 'c', 'de', 'fgh', 'i', 'jk', 'l']",)), Limits())
    verdict = verify(narrate(trace, seed=seed), trace, detail="full")
    assert verdict.accepted, verdict.detail


ADDED = """\
from math import gcd, lcm, sqrt

def f(rows):
    place = 1
    found = {'a': 3}
    for row in rows:
        rows[0][place] += row[0]
        found['a'] += len(row) - 2
    return lcm(3, gcd(4, 6))
"""


@pytest.mark.parametrize("seed", range(16))
def test_an_element_that_got_nothing_added_and_all_that_is_imported_are_told(seed: int) -> None:
    program = Program("a", "user", "a", ADDED, "f")
    trace = trace_in_process(program, Case("c", program, ("[[0, 5], [0, 7, 1], [2, 1]]",)), Limits())
    text = narrate(trace, seed=seed)
    verdict = verify(text, trace, detail="full")
    assert verdict.accepted, verdict.detail
    assert "imports `gcd`, `lcm` and `sqrt`" in text
    for place, value in (("rows[0][1]", "5"), ("found['a']", "3"), ("found['a']", "4")):
        assert re.search(
            rf"`{re.escape(place)}` (stays|is still|remains) {value}|leaves `{re.escape(place)}` at {value}", text
        )
    assert not verify(text.replace("imports `gcd`, `lcm` and `sqrt`", "imports `gcd`, `f` and `sqrt`"), trace).accepted
