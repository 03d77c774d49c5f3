"""What a reader of the text sees: the values that decide, what changed, what did not happen, the result."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from programs import PROGRAMS, run

from tracepile_hf.errors import InputError
from tracepile_hf.narration import BudgetError, narrate
from tracepile_hf.records import Question


def test_the_same_seed_gives_the_same_text_and_another_seed_another() -> None:
    trace = run("dijkstra")
    assert narrate(trace, seed=4) == narrate(trace, seed=4)
    assert len({narrate(trace, seed=seed) for seed in range(8)}) == 8


def test_items_do_not_share_their_wording() -> None:
    trace = run("gcd")
    other = replace(trace, digest="another")
    assert narrate(trace) != narrate(other)


def test_a_branch_is_explained_by_the_values_that_decide_it() -> None:
    text = narrate(run("dijkstra"))
    assert re.search(r"`d \+ w` = 1 \+ 2 = 3, which is (less|smaller) than `dist\[v\]` = 4", text)
    assert re.search(r"`d` = 4 is (greater|larger) than `dist\[u\]` = 3", text)


def test_a_container_is_told_as_it_is_after_a_write() -> None:
    text = narrate(run("matrix_rotation"))
    for whole in ("[[0, 1], [0, 0]]", "[[0, 1], [0, 2]]", "[[3, 1], [0, 2]]", "[[3, 1], [4, 2]]"):
        assert whole in text


def test_what_did_not_happen_is_noticed() -> None:
    assert "never ran in it" in narrate(run("bubble_sort", ("[1, 2, 3, 4]",)))
    assert re.search(
        r"the loop on line 3 (does not run at all|is not entered)", narrate(run("bubble_sort", ("[]",))), re.I
    )
    assert re.search(r"`dp\[1\]\[1\]` (stays|is still|remains) 0|leaves `dp\[1\]\[1\]` at 0", narrate(run("lcs_table")))


def test_calls_are_followed_in_and_out_with_their_depth() -> None:
    text = narrate(run("depth_first"))
    assert re.search(r"`dfs\(.*'b', \{'a'\}, \['a'\]\)` \(stack depth 3\)", text)
    assert re.search(r"`dfs` \(stack depth 3\) returns \['a', 'b', 'd'\]", text)
    assert re.search(r"line 6 \(stack depth 2\)", text, re.I)


def test_an_exception_is_followed_to_its_handler_or_to_the_end() -> None:
    caught = narrate(run("exceptions"))
    assert "raises `Bad('too big', 3)`" in caught
    assert "exception is caught on line 13" in caught
    uncaught = narrate(run("uncaught"))
    assert "Nothing catches it" in uncaught
    assert uncaught.endswith("The answer is ZeroDivisionError('division by zero').")


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_the_text_closes_with_the_result(name: str) -> None:
    trace = run(name)
    text = narrate(trace)
    if trace.case.program.entry_point is not None:
        assert text.endswith(f"\n\nThe answer is {trace.result or trace.exception}.")
    elif trace.outcome == "finished":
        assert text.endswith(f"\n\nAnswer:\n```\n{trace.stdout}```\n")


def test_a_question_is_answered_at_the_end() -> None:
    trace = run("gcd")
    question = Question("q", (trace,), "value", "value/0", "What is `a` at the end?", "6")
    assert narrate(trace, question=question).endswith("The answer is 6.")
    assert narrate(trace, question=replace(question, answer="a\nb")).endswith("Answer:\n```\na\nb\n```\n")


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_paragraphs_are_of_a_readable_length(name: str) -> None:
    paragraphs = narrate(run(name)).split("\n\n")
    assert max(len(paragraph) for paragraph in paragraphs) < 1900
    assert "  " not in "".join(paragraphs[:-1])
    assert ".." not in "".join(paragraphs[:-1]).replace("...", "")


@pytest.mark.parametrize("name", ["insertion_sort", "dijkstra", "lcs_table"])
def test_sentences_open_in_many_ways(name: str) -> None:
    sentences = re.split(r"(?<=\.)\s+", narrate(run(name)))
    openings = [" ".join(re.sub(r"\d+", "N", sentence).split()[:2]) for sentence in sentences]
    assert len(set(openings)) >= 8
    assert max(openings.count(opening) for opening in openings) < len(openings) / 2


def test_values_without_a_literal_and_long_ones_are_left_out() -> None:
    text = narrate(run("closures"))
    assert "<function" not in text
    long = str([1, 0, *range(2, 90)])
    assert narrate(run("bubble_sort", (long,)), budget_tokens=5000).count("86, 87, 88, 89]") <= 3


def test_a_trace_without_a_run_is_refused() -> None:
    trace = replace(run("gcd"), outcome="timed_out")
    with pytest.raises(InputError, match="expected a trace of a finished or raised run, got timed_out"):
        narrate(trace)
    with pytest.raises(InputError, match="detail"):
        narrate(run("gcd"), detail="brief")


def test_a_text_is_folded_until_it_fits_and_never_cut() -> None:
    trace = run("insertion_sort", ("[9, 4, 7, 1, 8, 2, 6, 3, 5]",))
    whole = narrate(trace)
    lengths = []
    for budget in (2000, 1200, 800, 400, 150):
        text = narrate(trace, budget_tokens=budget)
        assert len(text.encode()) <= budget * 3.6
        assert text.endswith("The answer is [1, 2, 3, 4, 5, 6, 7, 8, 9].")
        assert text[0].isupper()
        lengths.append(len(text))
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < len(whole) / 10
    assert narrate(trace, budget_tokens=100_000) == whole


def test_the_beginning_of_a_run_is_told_in_detail_before_the_rest_is_folded() -> None:
    trace = run("insertion_sort", ("[9, 4, 7, 1, 8, 2, 6, 3, 5]",))
    text = narrate(trace, budget_tokens=700)
    assert text.index("teration 1") < text.index("terations ")


def test_a_budget_too_small_for_the_outline_is_an_error_that_says_so() -> None:
    with pytest.raises(BudgetError, match=r"expected a text of at most 20 tokens, got \d+ for the outline"):
        narrate(run("insertion_sort"), budget_tokens=20)


def test_tokens_are_counted_by_the_caller_s_tokenizer() -> None:
    trace = run("insertion_sort", ("[9, 4, 7, 1, 8, 2, 6, 3, 5]",))
    text = narrate(trace, budget_tokens=300, count_tokens=lambda text: len(text.split()))
    assert 100 < len(text.split()) <= 300


def test_less_detail_is_shorter() -> None:
    trace = run("insertion_sort", ("[9, 4, 7, 1, 8, 2, 6, 3, 5]",))
    full, condensed, outline = (len(narrate(trace, detail=detail)) for detail in ("full", "condensed", "outline"))
    assert full > 1.5 * condensed > 1.5 * outline
