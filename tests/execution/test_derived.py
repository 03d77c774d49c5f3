"""What the replay derives is what Python gives: value, or kind and message of the exception. Else it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mirror_cases import VALUES, expressions, told, true

from tracepile_hf.execution.record.rules import DERIVED

NATURAL = ("abs(-3)", "sorted([3, 1, 2])", "max([1, 5], default=0)", "pow(2, 10, 7)", "list(map(len, ['a', 'bc']))",
           "sum([1, 2], start=3)", "dict(a=1)", "round(2.567, 1)", "list(zip('ab', [1, 2]))", "min(3, 1, 2)",
           "sorted([3, 1], reverse=True)", "int('ff', 16)", "list(filter(None, [0, 1]))", "any([0, 2])")  # fmt: skip


def agrees(expression: str) -> bool:
    """Whether the trace tells the truth or nothing."""
    _, text = told(expression)
    return text is None or text == true(expression)


@pytest.mark.parametrize("expression", NATURAL)
def test_ordinary_calls_are_told(expression: str) -> None:
    assert told(expression) == ("finished", true(expression))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(DERIVED)), st.lists(st.sampled_from(VALUES), max_size=3))
def test_every_row_of_the_table_of_derived_calls(name: str, arguments: list[str]) -> None:
    expression = f"{name}({', '.join(arguments)})"
    assert agrees(expression), expression


def test_a_sample_of_everything_else() -> None:
    assert [expression for expression in expressions(7, 100) if not agrees(expression)] == []
