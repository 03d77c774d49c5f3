"""Questions on a run, answered wrongly and rightly; rationales of one's own, checked."""

from __future__ import annotations

import re

import pytest
from visitor import Visitor

pytestmark = pytest.mark.xdist_group("space")
TOTAL = "def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t\n"


def test_a_wrong_answer_is_told_the_right_one_which_is_then_right(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6, 7])")
    visitor.tab("Questions")
    visitor.page.click("#ask")
    visitor.page.wait_for_selector("#questions label")
    answer = visitor.page.locator("#answer input, #answer textarea")
    for number in range(visitor.page.locator("#questions label").count()):
        visitor.page.locator("#questions label").nth(number).click()
        answer.fill(f"'wrong answer {number}'")
        visitor.page.click("#grade")
        words = visitor.says("#graded", f"wrong answer {number}")
        assert "✗ Not so" in words
        found = re.search(r"the run says (.*?)It is settled at step (\d+), line (\d+)", words)
        if found and "change made" not in words:
            break
    assert found, words
    visitor.page.click("#show-moment")
    assert (visitor.step(), visitor.line()) == (int(found[2]), int(found[3]))
    answer.fill(found[1])
    visitor.press("Enter")
    visitor.says("#graded", "✓ Right")


def test_a_corrupted_telling_is_refuted_with_the_true_value(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6, 7])", "")
    visitor.tab("Check a model")
    visitor.page.click("#fill")
    visitor.page.wait_for_function("document.querySelector('#own textarea').value.includes('The answer is 18')")
    true = visitor.page.input_value("#own textarea")
    visitor.page.click("#check")
    visitor.says("#verdict", "✓ final answer right; no error found")
    assert "0 refuted" in visitor.text("why")
    assert "5 + 6 = 11" in true
    visitor.page.locator("#own textarea").fill(true.replace("5 + 6 = 11", "5 + 6 = 12", 1))
    visitor.page.click("#check")
    visitor.says("#verdict", "✗ final answer right; first error: line 4, iteration 2")
    refuted = visitor.page.locator("#player .tp-theirs .tp-is-refuted")
    assert "5 + 6 = 12" in str(refuted.text_content())
    assert "11" in str(refuted.locator(".tp-truth").text_content())
    visitor.page.locator("#own textarea").fill(true.replace("The answer is", "Then 3 bells ring. The answer is"))
    visitor.page.click("#check")
    visitor.says("#verdict", "1 not checked")
    visitor.page.locator("#own textarea").fill("")
    visitor.page.click("#check")
    visitor.says("#verdict", "Expected a telling of this run, got none")
