"""A whole text against a whole run: what is accepted, and every reason for rejection."""

from __future__ import annotations

import re

import pytest
from runs import sum_run

from tracepile_hf.verification import verify

TRUE = """\
We trace `total_of([2, 5])`. Line 2 sets `total` to 0.
Iteration 1 of the loop on line 3: `x` = 2.
Line 4: `x` = 2 is not greater than 3, so `x > 3` is False and line 5 is skipped.
Iteration 2 of the loop on line 3 begins, `x` becomes 5. On line 4 `x > 3` is True, so line 5 is next.
On line 5, `total` = 0 + 5 = 5: `total` rises from 0 to 5 and `x` is unchanged.
The loop on line 3 ends after 2 iterations. Then line 6 runs `return total`. `total_of` returns 5.
The answer is 5."""


def test_a_true_text_is_accepted() -> None:
    verdict = verify(TRUE, sum_run(), detail="full")
    assert verdict.accepted, verdict.detail
    assert {finding.standing for finding in verdict.claims} == {"proved"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_claims"),
        ("A fine program.", "no_claims"),
        ("The answer is 5.", "no_claims"),
        (TRUE.replace("The answer is 5.", ""), "answer_missing"),
        (TRUE.replace("The answer is 5.", "The answer is 5. And so on."), "answer_wrong"),
        (TRUE.replace("The answer is 5.", "The answer is 6."), "answer_wrong"),
        (TRUE.replace("sets `total` to 0", "sets `total` to 5"), "refuted"),
        (TRUE.replace("`total_of` returns 5.", "`total_of` returns 5. Line 2 sets `total` to 0."), "out_of_order"),
        (TRUE.replace("begins,", "begins with a sorted list,"), "unread"),
        (TRUE.replace("begins,", "begins with 5 elements left,"), "unread"),
        (TRUE.replace("begins,", "begins. , sorted,"), "unread"),
        (TRUE.replace("begins,", "begins. `total` looks good. And"), "unread"),
        ("We trace `total_of([2, 5])`. `total_of` returns 5. The answer is 5.", ""),
        ("Line 6 runs. `total_of` returns 5. The answer is 5.", "incomplete"),
    ],
)
def test_reasons(text: str, reason: str) -> None:
    verdict = verify(text, sum_run())
    assert verdict.reason == reason, verdict.detail
    assert verdict.accepted is (reason == "")


def test_coverage_floors() -> None:
    outline = "We trace `total_of([2, 5])`. `total_of` returns 5. The answer is 5."
    assert verify(outline, sum_run(), detail="outline").accepted
    assert verify(outline, sum_run(), detail="condensed").reason == "incomplete"
    assert verify(outline, sum_run(), detail="full").reason == "incomplete"


def test_every_changed_number_is_noticed() -> None:
    trace = sum_run()
    for found in re.finditer(r"\d+", TRUE):
        for digit in ("0", "1", "2", "3", "4", "5", "6", "7", "-5", "5.0", "'5'"):
            if digit != found.group():
                text = TRUE[: found.start()] + digit + TRUE[found.end() :]
                assert not verify(text, trace).accepted, text[max(0, found.start() - 40) : found.end() + 20]
