"""Literals taken apart as text give what Python itself gives."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.literals import render
from tracepile_hf.narration.parts import Parts, join_literal, part_of, put_part, split_literal

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False)
KEYS = st.integers() | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=12,
)


@given(st.lists(VALUES, min_size=1, max_size=5), st.data())
def test_an_element_of_a_list_is_replaced(values: list[Any], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(values) - 1))
    new = data.draw(VALUES)
    parts = split_literal(render(values))
    assert isinstance(parts, Parts)
    assert join_literal(parts) == render(values)
    assert part_of(parts, (str(position),)) == render(values[position])
    assert put_part(parts, (str(position),), render(new))
    assert join_literal(parts) == render([*values[:position], new, *values[position + 1 :]])


@given(st.dictionaries(KEYS, st.lists(SCALARS, min_size=1, max_size=3), min_size=1, max_size=4), st.data())
def test_an_element_inside_a_dict_is_replaced(values: dict[Any, list[Any]], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(values, key=repr)))
    parts = split_literal(render(values))
    assert isinstance(parts, Parts)
    assert put_part(parts, (render(key), "0"), "7")
    values[key][0] = 7
    assert join_literal(parts) == render(values)


@pytest.mark.parametrize(
    ("literal", "steps", "new", "after"),
    [
        (
            "Node(val=1, next=Node(val=2, next=None))",
            (".next", ".val"),
            "5",
            "Node(val=1, next=Node(val=5, next=None))",
        ),
        ("Stack()", (".items",), "[]", "Stack(items=[])"),
        (render(deque([1, 2])), ("1",), "9", render(deque([1, 9]))),
        (render(Counter("aab")), ("'a'",), "3", render(Counter("aaab"))),
        (render(defaultdict(int, {"a": 1})), ("'a'",), "2", render(defaultdict(int, {"a": 2}))),
        ("(1, [2])", ("1", "0"), "5", "(1, [5])"),
        ("(4,)", ("0",), "5", "(5,)"),
    ],
)
def test_objects_and_wrapped_containers(literal: str, steps: tuple[str, ...], new: str, after: str) -> None:
    parts = split_literal(literal)
    assert isinstance(parts, Parts)
    assert put_part(parts, steps, new)
    assert join_literal(parts) == after


@pytest.mark.parametrize("literal", ["5", "'[1, 2]'", "{1, 2}", "[1, <cut: 3 more>]", "Fraction(1, 2)", "None"])
def test_what_has_no_parts_stays_whole(literal: str) -> None:
    assert split_literal(literal) == literal


def test_a_part_that_is_not_there_is_not_written() -> None:
    parts = split_literal("[1, 2]")
    assert isinstance(parts, Parts)
    assert not put_part(parts, ("5",), "1")
    assert not put_part(parts, ("0", "0"), "1")
    assert part_of(parts, ("7",)) is None
