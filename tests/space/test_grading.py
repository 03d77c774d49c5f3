"""Answers are graded by what they mean."""

from __future__ import annotations

import pytest
from grading import is_right

pytestmark = pytest.mark.xdist_group("space")


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("true", "True"),
        ("yes", "True"),
        ("null", "None"),
        ("[]", "([],)"),
        ("0, 6, 26", "[0, 6, 26]"),
        ("(1,2)", "[1, 2]"),
        ("[true, false]", "[True, False]"),
        ("1,2", "{1, 2}"),
        ("[1, 2.0]", "[1, 2]"),
        ("ValueError", "ValueError('no')"),
        ("ValueError: no", "ValueError('no')"),
        ("abc", "'abc'"),
        ("'abc'", "'abc'"),
        ("it is", "'it is'"),
        ("`[1]`", "[1]"),
        ("The answer is 5.", "5"),
        ("1 2\n", "1 2"),
        ("'a': 1", "{'a': 1}"),
    ],
)
def test_what_means_the_same_is_right(given: str, answer: str) -> None:
    assert is_right(given, answer)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("[2, 1]", "[1, 2]"),
        ("", "1"),
        ("", "''"),
        ("1", "True"),
        ("True", "1"),
        ("'5'", "5"),
        ("[1]", "[1, 2]"),
        ("KeyError", "ValueError('no')"),
        ("ValueError: other", "ValueError('no')"),
        ("1.5", "1"),
        ("__import__('os').system('x')", "1"),
        ("not 5", "5"),
    ],
)
def test_what_means_something_else_is_wrong(given: str, answer: str) -> None:
    assert not is_right(given, answer)
