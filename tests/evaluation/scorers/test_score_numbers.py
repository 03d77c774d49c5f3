"""Numbers in all the ways models write them; expressions; answers in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.evaluation.scorers.expressions import score_expression
from tracepile_hf.evaluation.scorers.numbers import find_number, score_number
from tracepile_hf.evaluation.scorers.words import score_words

RIGHT = [
    ("The answer is 18.", "18"),
    ("#### 18", "18"),
    ("So she makes 9 * 2 = $18 every day.\n#### 18", "18"),
    ("The answer is $1,450,000.", "1450000"),
    ("The answer is 1,450,000.00 dollars", "1450000"),
    ("The final answer is \\boxed{42}", "42"),
    ("\\boxed{\\text{Total: } 42}", "42"),
    ("$\\boxed{\\frac{3}{4}}$", "0.75"),
    ("\\boxed{\\dfrac34}", "3/4"),
    ("\\boxed{1{,}234}", "1234"),
    ("\\boxed{1\\,234}", "1234"),
    ("\\boxed{\\$12.50}", "12.5"),
    ("The answer is -5.", "-5"),
    ("The answer is \u22125.", "-5"),
    ("The answer is - 5", "-5"),
    ("The answer is -$5", "-5"),
    ("The answer is $-5", "-5"),
    ("10 - 5 = 5", "5"),
    ("The answer is 5 + 3 = 8.", "8"),
    ("The answer is x = 8", "8"),
    ("**Answer:** 7", "7"),
    ("**The answer is 7.**", "7"),
    ("Answer: **7**", "7"),
    ("the answer is:\n7 apples", "7"),
    ("The answer to the question is 7.", "7"),
    ("ANSWER = 7", "7"),
    ("The answer would be 7", "7"),
    ("It takes 3 hours and 4 people, so 12", "12"),
    ("The answer is twelve.", "12"),
    ("The answer is one hundred and twenty-three.", "123"),
    ("The answer is two thousand five hundred", "2500"),
    ("The answer is minus three.", "-3"),
    ("The answer is 1/2.", "0.5"),
    ("The answer is 2 1/2 hours", "2.5"),
    ("The answer is \u00bd.", "1/2"),
    ("The answer is 2\u00bd.", "2.5"),
    ("The answer is 50%", "50"),
    ("The answer is 50 %", "0.5"),
    ("The answer is 50 percent", "50"),
    ("The answer is 1.5e3", "1500"),
    ("The answer is 1.5 x 10^3", "1500"),
    ("The answer is $1.5 \\times 10^{3}$", "1500"),
    ("The answer is 1.5 \u00d7 10^3.", "1500"),
    ("The answer is .75", "0.75"),
    ("The answer is -(1/3).", "-(1/3)"),
    ("The answer is 007", "7"),
    ("The answer is 3.30", "3.3"),
    ("The answer is 14053029.67", "14053029.666666666"),
    ("The answer is 0.1667", "1/6"),
    ("The answer is 1/6", "0.1667"),
    ("The answer is 1_000", "1000"),
    ("The answer is 10\u00a0000.", "10000"),
    ("The answer is 1.5 million dollars.", "1500000"),
    ("The answer is 3 thousand.", "3000"),
    ("The final result is 18", "18"),
    ("The answer is 18, not 20.", "18"),
    ("I first thought the answer is 20. No: the answer is 18.", "18"),
    ("<think>the answer is 3</think>The answer is 4.", "4"),
    ("The answer is 5 (apples)", "5"),
    ("The answer is 3.33", "10/3"),
    ("5:30 is when the 3 of them meet: 8", "8"),
]
WRONG = [
    ("The answer is 18.", "19"),
    ("The answer is 180.", "18"),
    ("The answer is 1.8.", "18"),
    ("The answer is -18.", "18"),
    ("The answer is 18.5", "18"),
    ("The answer is 18.0001", "18"),
    ("The answer is 0.17", "0.1667"),
    ("18 is too much. The answer is 17.", "18"),
    ("#### 17\n", "18"),
    ("\\boxed{17} and 18", "18"),
    ("The answer is 1,45", "145"),
    ("The answer is 3.3", "10/3"),
    ("The answer is 1e999999999", "1"),
    ("The answer is 1/0", "5"),
]


@pytest.mark.parametrize(("text", "value"), RIGHT)
def test_a_number_is_right_however_it_is_written(text: str, value: str) -> None:
    assert score_number(text, value).outcome == "right", find_number(text) and find_number(text).value  # type: ignore[union-attr]


@pytest.mark.parametrize(("text", "value"), WRONG)
def test_another_number_is_wrong(text: str, value: str) -> None:
    assert score_number(text, value).outcome in ("wrong", "none")
    assert score_number(text, value).outcome != "right"


@pytest.mark.parametrize(
    "text", ["", "   ", "I do not know.", "The answer is unclear.", "?!", "\\boxed{}", "...", "####"]
)
def test_no_number_is_no_answer(text: str) -> None:
    assert score_number(text, "18").outcome == "none"


def test_a_known_rounding_is_allowed_for_and_no_more() -> None:
    assert score_number("The answer is 1/6.", "0.1667", 4).outcome == "right"
    assert score_number("The answer is 0.167.", "0.1667", 4).outcome == "wrong"
    assert score_number("The answer is 0.16", "0.1667", 4).outcome == "wrong"


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_found_in_every_dress(value: int) -> None:
    for text in (f"The answer is {value}.", f"#### {value}", f"\\boxed{{{value:,}}}", f"so it is {value:,} in all"):
        found = find_number(text)
        assert found is not None
        assert found.value == value
        assert score_number(text, str(value)).outcome == "right"
        assert score_number(text, str(value + 1)).outcome == "wrong"


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=999))
def test_fractions_are_exact(value: Fraction) -> None:
    assert score_number(f"The answer is {value}.", str(value)).outcome == "right"


@given(st.text(max_size=200))
def test_any_text_gets_an_outcome(text: str) -> None:
    assert score_number(text, "18").outcome in ("right", "wrong", "none")


SAME = [
    ("\\boxed{\\frac{1}{2}}", "\\frac12"),
    ("\\boxed{\\dfrac{1}{2}}", "\\frac{1}{2}"),
    ("\\boxed{0.5}", "\\frac{1}{2}"),
    ("The final answer is $\\frac{1}{2}$. I hope it is correct.", "\\frac{1}{2}"),
    ("\\boxed{2\\sqrt{3}}", "\\sqrt{12}"),
    ("\\boxed{\\left( 3, \\frac{\\pi}{2} \\right)}", "(3,\\frac{\\pi}{2})"),
    ("\\boxed{x^2+2x+1}", "(x+1)^2"),
    ("\\boxed{1,234}", "1234"),
    ("\\boxed{\\text{Evelyn}}", "\\text{Evelyn}"),
    ("\\boxed{Evelyn}", "\\text{Evelyn}"),
    ("\\boxed{90^\\circ}", "90"),
    ("\\boxed{10\\%}", "10"),
    ("\\boxed{\\$5.50}", "5.50"),
    ("\\boxed{x=5}", "5"),
    ("\\boxed{[2,5)}", "[2, 5)"),
    ("\\boxed{\\{1,2\\}}", "\\{2, 1\\}"),
    ("\\boxed{5\\text{ cm}}", "5"),
    ("so $x = 3$ and the answer is $7$.", "7"),
    ("\\boxed{ -\\frac{ 3}{4 } }", "-\\frac{3}{4}"),
    ("\\boxed{3\\pi}", "3 \\pi"),
    ("\\boxed 5", "5"),
    ("\\fbox{5}", "5"),
]


@pytest.mark.parametrize(("text", "value"), SAME)
def test_an_expression_is_right_however_it_is_written(text: str, value: str) -> None:
    pytest.importorskip("math_verify")
    assert score_expression(text, value).outcome == "right"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\\boxed{\\frac{1}{3}}", "\\frac{1}{2}"),
        ("\\boxed{x^2+2x+2}", "(x+1)^2"),
        ("\\boxed{[2,5]}", "[2,5)"),
        ("\\boxed{(2,3)}", "(3,2)"),
        ("\\boxed{Evelyn}", "\\text{Ann}"),
        (f"\\boxed{{{'9' * 5000}}}", "5"),
    ],
)
def test_another_expression_is_wrong(text: str, value: str) -> None:
    pytest.importorskip("math_verify")
    assert score_expression(text, value).outcome == "wrong"


def test_no_expression_is_no_answer() -> None:
    assert score_expression("I cannot solve this.", "5").outcome == "none"


@pytest.mark.parametrize(
    ("text", "value", "outcome"),
    [
        ("The answer is 3:30 p.m.", "3:30 p.m.", "right"),
        ("The answer is 3:30 PM", "3:30 p.m.", "right"),
        ("The answer is 03:30pm.", "3:30 p.m.", "right"),
        ("The answer is 3:30 a.m.", "3:30 p.m.", "wrong"),
        ("The ratio is 5 to 6. The answer is 5 to 6.", "5:6", "right"),
        ("The answer is 6:5", "5:6", "wrong"),
        ("The answer is 15:6", "5:6", "wrong"),
        ("The answer is Lisa\u2019s soccer team.", "Lisa's soccer team", "right"),
        ("the answer is the Cooper wedding", "The Cooper wedding", "right"),
        ("They are equal", "They are equal", "right"),
        ("The answer is yes", "No", "wrong"),
        ("The answer is Jimmy", "Jim", "wrong"),
        ("", "Jim", "none"),
    ],
)
def test_words_are_compared_as_words(text: str, value: str, outcome: str) -> None:
    assert score_words(text, value).outcome == outcome
