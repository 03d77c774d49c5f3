"""Errors say what was expected, what was got and where, and survive the way between processes."""

from __future__ import annotations

import pickle

import pytest

from tracepile_hf.errors import InputError, LiteralError, ProgramError, TracepileError


@pytest.mark.parametrize("kind", [InputError, ProgramError])
def test_an_input_error_says_three_things(kind: type[InputError]) -> None:
    error = kind("a number", "'x'", "line 3")
    assert str(error) == "expected a number, got 'x' (line 3)"
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (copy.expected, copy.got, copy.where, str(copy)) == ("a number", "'x'", "line 3", str(error))


def test_one_base_for_everything_raised_on_purpose() -> None:
    assert issubclass(InputError, TracepileError)
    assert issubclass(LiteralError, TracepileError)
    assert issubclass(LiteralError, ValueError)
