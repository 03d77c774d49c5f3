"""What `tracepile stats` measures of the texts: derived or not, counted or not, one opening or many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.corpus.evaluations import evaluations
from tracepile_hf.corpus.reasoning import is_legible, reasoning_in, reasoning_of


def row(kind: str, text: str, answer: str, prompt: str = "1 | x\n\nWhat is it?", **more: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": prompt}, {"role": "assistant", "content": text}]
    return {"id": "x", "messages": messages, "question_kind": kind, "answer": answer, **more}


@pytest.mark.parametrize(
    ("text", "answer", "found"),
    [
        ("Line 2 runs.\n\nSo line 2 runs 3 times in all.\n\nThe answer is 3.", "3", True),
        ("Line 2 runs.\n\nSo line 2 runs 13 times in all.\n\nThe answer is 3.", "3", False),
        ("Line 2 runs 3.5 times.\n\nThe answer is 5.", "5", False),
        ("It is 5.\n\nOne.\n\nTwo.\n\nThree.\n\nThe answer is 5.", "5", False),
        ("So `x` = [1, 2].\n\nThe answer is [1, 2].", "[1, 2]", True),
        ("Line 1 prints 'a b'. Line 2 prints '3'.\n\nAnswer:\n```\na b\n3\n```\n", "a b\n3", True),
        ("Line 1 prints 'a b'.\n\nAnswer:\n```\na b\n3\n```\n", "a b\n3", False),
    ],
)
def test_an_answer_is_found_in_the_text_or_it_is_not(text: str, answer: str, found: bool) -> None:
    assert is_legible(text, answer) is found


def test_what_is_beyond_its_aim_is_said() -> None:
    good = row("branch", "Line 4 (run 2): no. So at test 2 of line 4, `x` is False.\n\nThe answer is False.", "False")
    bad = row("branch", "Line 4: no.\n\nThe answer is False.", "False")
    assert reasoning_of([good]).faults() == []
    told = reasoning_of([good, bad])
    assert (told.numbered, told.asked_nth, told.legible, told.illegible) == (1, 2, 1, ["x"])
    assert len(told.faults()) == 2
    assert len(reasoning_of([good] * 200).faults()) == 3  # one opening, all of them prose, and no values
    assert "| n-th runs of a line: texts that number them | 1 | 2 | at least 100% |" in told.as_markdown()


def test_the_texts_of_a_build_give_their_answers(corpus: Path) -> None:
    told = reasoning_in(corpus / "algorithm-base")
    assert told.rows
    assert told.illegible == []
    assert len(told.registers) > 2


@pytest.mark.parametrize(
    ("text", "told", "one_step"),
    [
        ("`x` = 3.", 0, 0),
        ("`xs[i]` = 3, `g[i][j]` = 4, `a + b` = 1 + 2 = 3.", 3, 3),
        ("`(a + b) * c` = (1 + 2) * 3 = 9.", 1, 0),
        ("`(a + b) * c` = (1 + 2) * 3 = 3 * 3 = 9.", 1, 1),
        ("`max(0, x - y)` = `max(0, 3 - 1)` = `max(0, 2)` = 2.", 1, 1),
        ("`max(0, x - y)` = 2.", 1, 0),
        ("`x - y` = 2, `max(0, x - y)` = 2.", 2, 2),
        ("`sum(xs)` = 6.", 1, 0),
        ("`sum(xs)` = `sum([1, 2, 3])` = 6.", 1, 1),
        ("`[x * x for x in xs]` = [1].", 1, 0),
        ("`[x * x for x in xs]` = [1]. In `[x * x for x in xs]`, `x` = 1 gives 1 * 1 = 1.", 1, 1),
    ],
)
def test_an_evaluation_is_one_step_from_what_is_told_or_it_is_not(text: str, told: int, one_step: int) -> None:
    assert evaluations(text)[:2] == (told, one_step)
