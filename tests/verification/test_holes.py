"""Ways to say something false, or something unchecked, and get away with it: none may work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import Run, sum_run

from tracepile_hf import literals
from tracepile_hf.records import Trace
from tracepile_hf.verification import verify

TRUE = """\
We trace `total_of([2, 5])`. Line 2 sets `total` to 0.
Iteration 1 of the loop on line 3: `x` = 2. Line 4: {}
Iteration 2 of the loop on line 3. Line 4. Line 5. The loop on line 3 ends after 2 iterations. Line 6.
`total_of` returns 5. The answer is 5."""


@pytest.mark.parametrize(
    "text",
    ["`x` = 2.", "`x` is 2, so line 3 is next.", "", "`x > 3` is False.", "The test fails.", "Runs `if x > 3:`."],
)
def test_the_frame_of_these_texts_is_accepted(text: str) -> None:
    verdict = verify(TRUE.format(text), sum_run())
    assert verdict.accepted, verdict.detail


def test_a_calculation_is_of_the_name_that_gets_it() -> None:
    text = TRUE.format("").replace("Line 5.", "Line 5: `{}` = 0 + 5 = 5.")
    assert verify(text.format("total"), sum_run()).accepted
    assert verify(text.format("x"), sum_run()).reason == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        # values that no form takes in
        "There are 2 of them.",
        "There are two of them.",
        "It runs twice.",
        "The first one.",
        "`x` = 2 3.",
        "`x` = 2, 3.",
        "`x` = 2.5.1.",
        "`x` = 2\u0663.",
        "`x` = 2\u00b2.",
        "`x` = \uff12.",
        "`x` = 2\u200b7.",
        "`x` = 2 \u2260 3.",
        "`total` = 0 is less than 3.",
        "`x` = 1,002.",
        "`x` = 02.",
        "`x` = 2e0.",
        "`x` = 2.0.",
        "`x` = 0x2.",
        "`x` = `2`0.",
        "`x` is 2th.",
        "`x` equals 2 and 3.",
        # source and strings as a hiding place
        "`total = 1`.",
        "`3`.",
        "`x`.",
        "`'line 5'`.",
        "Here 'line 5' is said.",
        "```\nx = 3\n```",
        "```\n    total = 0\n    for x in xs:\n        if x > 4:\n```",
        "`x > 2` is False.",
        "`x > 3` is \\\\False.",
        # denial, doubt and other times
        "It is not so that `x` = 2.",
        "It isn't true that `x` = 2.",
        "Before, `x` = 2.",
        "`x` = 2 until now.",
        "Without this, `x` = 2.",
        "`x` is never 5.",
        "`x` will always be 2.",
        "Later `x` = 2.",
        # words of state
        "The list is sorted.",
        "Everything is empty.",
        "Both are equal.",
        "x grows.",
        "The total is larger now.",
        "The test holds.",
        "The condition is True.",
        "xs looks good.",
        # brackets, ticks and quotes left open
        "`x` = [2.",
        "`x = 2.",
        "`x` = 'a.",
        "`x` = (2, .",
        "`x` = 2].",
        "``x` = 2.",
        # shapes that look like others
        "**`x`** = 3.",
        "`x` = **3**.",
        "- `x` = 3",
        "7. `x` = 2.",
        "`x` is\n3.",
        "`x` =\n3.",
        "# 3",
        "[2](3)",
        "<!-- `x` = 3 -->",
        "`x` = 2 <!-- 3 -->",
        "`x` = 2 = 3.",
        "`x` = 3 - 1 = 2.",
        "`x` = 2 > 3.",
        "3 is less than 2.",
        "`x` = True.",
        "`x` = 2 is less than 4.",
        "`x` is less than 9.",
        "`x` is in `xs` = [2].",
        "9 is not in `xs`.",
        # plain prose that is false
        "It raises an exception.",
        "It prints a value.",
        "It calls a function.",
        "Here the loop stops.",
        "The list is untouched.",
        "There are VII of them.",
        "That is the end of the body.",
        "This ends the call.",
        "In every iteration `total` is 0.",
        "Throughout, `total` is 0.",
        "From here on `total` is 0.",
        "`total` is 0 squared.",
        "`total` is 0 or so.",
        "`total` is 0 off.",
        # quotations that say something
        "So `x > 3`.",
        "Since `x > 3`, we look on.",
        "Runs `total += x`.",
        "Runs `return total`.",
        # a number in disguise, deep nesting, long numbers
        "The values:\n1.\n2.\n",
        "The values:\n1. and\n2. and\n",
        "`" + "not " * 2400 + "x` is True.",
        "Line " + "9" * 5000 + ".",
        "[" * 20000,
        # writes that did not happen
        "sets `x` to 2.",
        "`x` becomes 2.",
        "`x` gets 2.",
        "`xs` is removed.",
        "`xs[-1]` is not bound.",
        "adds 2 to `xs`.",
        # other places
        "`total_of` returns 5 and line 2 is next.",
        "`y` = 2.",
        "`xs[0]` = 5.",
        "`xs[7]` = 2.",
        "`x.real` = 2.",
        "line 2 is skipped.",
        "lines 5 to 5 are skipped; lines 1 to 2 are skipped.",
        "The loop on line 3 is left.",
        "The answer is 5.",
    ],
)
def test_none_of_these_passes(text: str) -> None:
    verdict = verify(TRUE.format(text), sum_run())
    assert not verdict.accepted
    assert verdict.reason in ("refuted", "out_of_order", "unread"), verdict.detail


@pytest.mark.parametrize(
    "text",
    [
        "The answer is 5. Really.",
        "Answer: 6",
        "Answer:\n```\n6\n```",
        "Answer:\n```\n5\n```\nThat is all.",
        "The answer is 5",
        "The answer is not 5.",
        "The answer is 5 6.",
        "The answer is '5'.",
        "The answer is 5.0.",
        "The answer is 6. The answer is 5.",
    ],
)
def test_the_answer(text: str) -> None:
    verdict = verify(TRUE.format("").removesuffix("The answer is 5.") + text, sum_run())
    assert verdict.accepted is (text == "The answer is 5")


def test_a_text_about_another_program() -> None:
    text = "We trace `f(3)`. Line 2 sets `y` to 9. `f` returns 9. The answer is 5."
    assert verify(text, sum_run()).reason == "refuted"


def test_what_a_line_skips_in_silence() -> None:
    """An iteration must be told before what happens in it; a line of another frame is not reached at all."""
    text = "We trace `total_of([2, 5])`. Line 3: `x` = 2. Line 5: `total` = 5. `total_of` returns 5. The answer is 5."
    assert verify(text, sum_run()).reason == "refuted"


TEXTS = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.booleans(),
    st.none(),
    st.lists(st.one_of(st.integers(-99, 99), st.text(max_size=4)), max_size=4),
    st.tuples(st.integers(), st.text(max_size=4)),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=3),
    st.sets(st.integers(-9, 9), max_size=3),
    st.binary(max_size=5),
)


def one_step(literal: str) -> Trace:
    run = Run("value = make()\nother = 1\n")
    run.line(1, operands={"make()": literal}, changed={"value": literal})
    run.line(2, changed={"other": "1"})
    return run.trace()


@given(
    TEXTS,
    st.sampled_from(["`value` = {}", "sets `value` to {}", "`value` is now {}", "`make()` = {}", "`value` holds {}"]),
)
def test_a_true_value_is_proved(value: object, form: str) -> None:
    literal = literals.render(value)
    for said in (literal, f"`{literal}`" if "`" not in literal else literal):
        verdict = verify(f"Line 1: {form.format(said)}. Line 2. Answer: ''", one_step(literal))
        assert verdict.accepted, verdict.detail


@given(TEXTS, TEXTS, st.sampled_from(["`value` = {}", "sets `value` to {}", "`value` is now {}", "`make()` = {}"]))
def test_another_value_is_refused(value: object, other: object, form: str) -> None:
    literal, said = literals.render(value), literals.render(other)
    verdict = verify(f"Line 1: {form.format(said)}. Line 2. Answer: ''", one_step(literal))
    assert verdict.accepted is (literal == said), verdict.detail


@given(st.text(max_size=60))
def test_no_text_breaks_the_checker(text: str) -> None:
    verify(text, sum_run())
    verify(f"Line 2: `total` = {text}. `{text}` is 0.", sum_run())
    verify(f"We trace `total_of([2, 5])`. {text} The answer is {text}", sum_run())
