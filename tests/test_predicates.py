"""The closed language of predicates: what it evaluates, what it refuses, and that two evaluators agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.predicates import PredicateError, evaluate, filled, normal, statement_at, substituted
from tracepile_hf.verification.predicate import with_values, worth
from tracepile_hf.verification.reasons import in_words
from tracepile_hf.verification.state import Unknown

NAMES: dict[str, Any] = {"xs": [3, 1, 2], "n": 3, "text": "abba", "grid": [[1, 2], [3, 4]], "d": {"a": 1}}


def names(name: str) -> Any:
    if name not in NAMES:
        raise PredicateError(name)
    return NAMES[name]


def lookup(name: str) -> Any:
    if name not in NAMES:
        raise Unknown(name)
    return NAMES[name]


GOOD = {
    "all(x <= n for x in xs)": True,
    "sum([x for x in xs if x > 1]) == 5": True,
    "sorted(xs)[0] < xs[0] <= n": True,
    "[a + b for a, b in zip(xs, xs[1:])] == [4, 3]": True,
    "{c: text.count(c) for c in text}['a'] == 2": True,
    "len({x % 2 for x in xs}) == 2 and text == text[::-1]": True,
    "d.get('b', 0) if n > 5 else max(d.values())": 1,
    "[x for row in grid for x in row if x != n]": [1, 2, 4],
    "not (n in xs) or -n ** 2 < 0": True,
}
BAD = [
    "__import__('os')", "xs.__class__", "open('x')", "(lambda: 1)()", "xs.append(1)", "10 ** 10 ** 10", "[0] * 10 ** 9",
    "1 << 10 ** 9", "sum(range(10 ** 9))", "missing", "f'{n}'", "eval('1')", "[[0] * 40000 for i in range(10000)]",
    "[i for i in range(10 ** 8)]", "getattr(n, 'real')", "text.format(n)", "'%099999999d' % n", "(n := 3)",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_both_evaluators_say_the_same(text: str) -> None:
    assert evaluate(text, names) == GOOD[text]
    assert worth(text, lookup) == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_of_the_language_is_refused_by_both(text: str) -> None:
    with pytest.raises(PredicateError):
        evaluate(text, names)
    with pytest.raises(Unknown):
        worth(text, lookup)


@given(st.recursive(st.sampled_from(["n", "xs[0]", "len(xs)", "2"]), lambda inner: st.builds(
    "({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "<", "and"]), inner), max_leaves=6))  # fmt: skip
def test_random_expressions_are_worth_the_same_to_both(text: str) -> None:
    assert evaluate(text, names) == worth(text, lookup)
    assert substituted(text, names) == with_values(text, lookup)


def test_slots_are_filled_as_calculations_sums_lists_and_nouns() -> None:
    said = "{n + xs[0]|calc}, {xs|sum}, {xs|list}, {n|# coin} {n|is/are}, {xs[1]|# child/children}"
    told = "3 + 3 = 6, 3 + 1 + 2 = 6, 3, 1 and 2, 3 coins are, 1 child"
    assert filled(said, names) == told == in_words(said, lookup)


def test_lines_are_found_by_their_text_whatever_its_spacing() -> None:
    code = "def f( x ):\n    if x>1 :\n        y = (x)\n    elif x < 0:\n        y=2\n    return y\n"
    found = [statement_at(code, line) for line in ("if x > 1:", "y = 2", "def f(x):", "elif x<0:", "y = 3")]
    assert [node and node.lineno for node in found] == [2, 5, 1, 4, None]
    assert normal("x+=1") == "x += 1"
