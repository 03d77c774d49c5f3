"""Options and labels in all the ways models choose them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.evaluation.scorers.choices import find_label, find_letter, score_choice, score_option_text

BIRDS = ["The quail is second", "The owl is second", "The raven is second", "The falcon is second"]
CHOSEN = [
    ("(B)", "B"),
    ("B", "B"),
    ("b", "B"),
    ("B.", "B"),
    ("B)", "B"),
    ("[B]", "B"),
    ("[[B]]", "B"),
    ("[[ B ]]", "B"),
    ("The answer is (B).", "B"),
    ("The answer is B.", "B"),
    ("The answer is b.", "B"),
    ("The answer is: B", "B"),
    ("The correct answer is option B.", "B"),
    ("The answer is choice (B).", "B"),
    ("So the answer is (B), because the owl comes next.", "B"),
    ("**Answer: B**", "B"),
    ("Answer: **B**", "B"),
    ("**B**", "B"),
    ("Answer: (B) The owl is second", "B"),
    ("Answer:\n\n(B)", "B"),
    ("\\boxed{B}", "B"),
    ("\\boxed{(B)}", "B"),
    ("\\boxed{\\text{B}}", "B"),
    ("\\boxed{\\textbf{(B)}}", "B"),
    ("$\\boxed{B}$ is right, (A) is not", "B"),
    ("The answer is 'B'.", "B"),
    ('The answer is "B".', "B"),
    ("The answer is `B`.", "B"),
    ("B. The owl is second", "B"),
    ("B) The owl is second", "B"),
    ("B: The owl is second", "B"),
    ("(B) The owl is second", "B"),
    ("Option B", "B"),
    ("The owl is second", "B"),
    ("The answer is: The owl is second.", "B"),
    ("the answer is the owl is second", "B"),
    ("(A) is wrong, (C) is wrong, so it must be (B)", "B"),
    ("Let us see.\n(A) no.\n\nThe answer is (B).", "B"),
    ("The answer is (A). Wait, I misread. The answer is (B).", "B"),
    ("<think>The answer is (A).</think>\nThe answer is (B).", "B"),
    ("The owl follows the quail.\nB", "B"),
    ("The final answer is B", "B"),
    ("#### B", "B"),
    ("The answer must be B.", "B"),
    ("Answer = B", "B"),
    ("The answer is (B).\n\nThe answer", "B"),
    ("The answer is (B).\n\nThe answer is", "B"),
    ("The answer is (B).\n\nWhat is the answer to the next question?", "B"),
    ("The answer is (B). I am sure the answer is correct.", "B"),
    ("B is correct.", "B"),
    ("Option B is the right one.", "B"),
    ("A raven cannot be second. I choose B.", "B"),
    ("I would go with option (B) here", "B"),
    ("The correct option is B.", "B"),
    ("The right choice: (B)", "B"),
    ("(B) is the correct answer.", "B"),
    ("The answer is A", "A"),
    ("The answer is (D)", "D"),
]
UNCHOSEN = [
    "",
    "I do not know.",
    "A raven is a bird that I like.",
    "The answer is a raven, I think of it often.",
    "It may be A or B.",
    "The answer is A or B.",
    "The answer is (A) or (B).",
    "The answer is E.",
    "(E)",
    "42",
    "(A) The quail\n(B) The owl\n(C) The",
    "I am not sure about this one",
]


@pytest.mark.parametrize(("text", "letter"), CHOSEN)
def test_an_option_is_found_however_it_is_chosen(text: str, letter: str) -> None:
    assert find_letter(text, BIRDS) == letter


@pytest.mark.parametrize("text", UNCHOSEN)
def test_no_choice_is_no_answer(text: str) -> None:
    assert find_letter(text, BIRDS) is None
    assert score_choice(text, BIRDS, 0).outcome == "none"


@given(st.text(max_size=150))
def test_any_text_chooses_one_option_or_none(text: str) -> None:
    assert find_letter(text, BIRDS) in (None, "A", "B", "C", "D")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The answer is surplus.", "right"),
        ("surplus", "right"),
        ("There is a surplus", "right"),
        ("The answer is a shortage", "wrong"),
        ("The answer is a shortage or a surplus", "none"),
        ("neither", "none"),
    ],
)
def test_options_without_letters_are_chosen_by_their_words(text: str, outcome: str) -> None:
    assert score_option_text(text, ["shortage", "surplus"], 1).outcome == outcome


YES_NO = ("Yes", "No")
ENTAILED = ("entailment", "not entailment")


@pytest.mark.parametrize(
    ("text", "labels", "label"),
    [
        ("Yes", YES_NO, "Yes"),
        ("yes.", YES_NO, "Yes"),
        ("### Yes", YES_NO, "Yes"),
        ("### No", YES_NO, "No"),
        ("So the answer is No.", YES_NO, "No"),
        ("The answer is **Yes**", YES_NO, "Yes"),
        ("No, there is no path between them.", YES_NO, "No"),
        ("Yes, there is no doubt.", YES_NO, "Yes"),
        ("There is no edge, but a way around.\nYes", YES_NO, "Yes"),
        ("We find a path. Yes.", YES_NO, "Yes"),
        ("The answer is true", YES_NO, "Yes"),
        ("The answer is: False", YES_NO, "No"),
        ("The answer is Yes or No.", YES_NO, None),
        ("There is no path.", YES_NO, None),
        ("I cannot say", YES_NO, None),
        ("", YES_NO, None),
        ("Nothing", YES_NO, None),
        ("Yesterday", YES_NO, None),
        ("The answer is: entailment.", ENTAILED, "entailment"),
        ("The answer is: not entailment.", ENTAILED, "not entailment"),
        ("The statement is not entailed. The answer is not entailed", ENTAILED, "not entailment"),
        ("entailment", ENTAILED, "entailment"),
        ("Not entailment", ENTAILED, "not entailment"),
        ("The answer is that the statement is not entailed", ENTAILED, "not entailment"),
        ("The answer is: not entailment.\n\nThe answer is:", ENTAILED, "not entailment"),
        ("The answer is: entailment.\n\nWhat is the answer to this question: what is false?", ENTAILED, "entailment"),
        ("True", ENTAILED, "entailment"),
        ("The answer is \\boxed{No}", YES_NO, "No"),
    ],
)
def test_a_label_is_found_or_not(text: str, labels: tuple[str, ...], label: str | None) -> None:
    assert find_label(text, labels) == label
