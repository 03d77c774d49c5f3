"""Places in values: what is changed is a value of its own, and what was handed out before stays as it was."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf import literals
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program
from tracepile_hf.verification.places import Patch, PlaceError, path_of
from tracepile_hf.verification.state import State
from tracepile_hf.verification.timeline import Timeline

CHANGES = [
    ([1, 2], "x[0]", "5", [5, 2]),
    (([1], [2]), "x[0]", "[1, 3]", ([1, 3], [2])),
    (([1], [2]), "x[0][0]", "7", ([7], [2])),
    (((1, 2), 3), "x[0][1]", "9", ((1, 9), 3)),
    ({"a": ([1], 2)}, "x['a'][0][0]", "4", {"a": ([4], 2)}),
    ({"a": 1, "b": 2}, "x['a']", "<unbound>", {"b": 2}),
    (deque([1, 2]), "x[1]", "0", deque([1, 0])),
]


@pytest.mark.parametrize(("value", "place", "literal", "changed"), CHANGES)
def test_a_change_leaves_the_old_value_as_it_was(value: Any, place: str, literal: str, changed: Any) -> None:
    before = literals.render(value)
    assert literals.same(Patch().stored(value, path_of(place), literal), changed)
    assert literals.render(value) == before


def test_what_a_tuple_does_not_have_cannot_be_changed() -> None:
    for place, literal in (("x[5]", "1"), ("x[0]", "<unbound>"), ("x['a']", "1"), ("x.a", "1")):
        with pytest.raises(PlaceError):
            Patch().stored((1, 2), path_of(place), literal)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(-9, 9)), min_size=1, max_size=12))
def test_every_state_of_a_list_of_lists_is_kept(writes: list[tuple[int, int, int]]) -> None:
    code = "x = ([0, 0, 0], [0, 0, 0], [0, 0, 0])\n" + "".join(f"x[{i}][{j}] = {value}\n" for i, j, value in writes)
    program = Program("p", "user", "", code)
    trace = trace_in_process(program, Case("p", program))
    state = State(Timeline(trace))
    known = [state.lookup("x", 0, position) for position in range(len(trace.steps))]
    x = ([0, 0, 0], [0, 0, 0], [0, 0, 0])
    expected = [repr(x)]
    for i, j, value in writes:
        x[i][j] = value
        expected.append(repr(x))
    assert [one.text for one in known] == expected
