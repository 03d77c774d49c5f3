"""Arms, the tokenizer and the plan of steps: what each changes, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.errors import InputError
from tracepile_hf.experiment import tokenizer
from tracepile_hf.experiment.arms import ARMS, CONTROLS, examples, falsified
from tracepile_hf.experiment.batches import plan, same_rows
from tracepile_hf.experiment.rows import Row
from tracepile_hf.experiment.scratchpad import VALUE, answer_in, text


def row(number: int, family: str = "fib_mod", stratum: int = 0) -> Row:
    lines = (f"`a` = {number}, `b` = {number + 7}", "`k` = 0")
    call = f"{family}({number}, 7, 1)"
    texts = {"notes": f"Line 3: `a` = {number}\n\nThe answer is {number + 7}."}
    return Row(call, family, stratum, 3, f"def {family}(): ...\n", call, f"{call}\n", lines, str(number + 7), texts)


KINDS = [("fib_mod", 0), ("fib_mod", 1), ("duel", 0), ("duel", 1)]
ROWS = [row(100 + number, *KINDS[number % 4]) for number in range(80)]


@pytest.mark.parametrize("arm", ARMS)
def test_every_arm_asks_what_is_asked_and_ends_in_the_true_answer(arm: str) -> None:
    rows = [replace(one, texts=dict.fromkeys(ARMS, one.texts["notes"])) for one in ROWS]
    found = examples(arm, rows, 0)
    assert len(found) == len(rows)
    assert examples(arm, rows, 0) == found
    if arm == "code_only":
        assert [one.completion for one in found] == [one.code.strip() for one in rows]
        return
    assert [one.prompt for one in found] == [one.prompt for one in rows]
    assert [answer_in(one.completion) for one in found] == [one.answer for one in rows]


def test_what_the_controls_change() -> None:
    told = [one.completion.splitlines() for one in examples("full", ROWS, 0)]
    swapped = [one.completion.splitlines() for one in examples("swapped", ROWS, 0)]
    assert sorted(lines[0] for lines in told) == sorted(lines[0] for lines in swapped)
    of = {line: (one.family, one.stratum) for one, (line, *_) in zip(ROWS, told, strict=True)}
    assert [of[lines[0]] for lines in swapped] == [(one.family, one.stratum) for one in ROWS]
    assert all(a[:-1] != b[:-1] for a, b in zip(told, swapped, strict=True))
    shuffled = [one.completion.splitlines() for one in examples("shuffled", ROWS, 0)]
    assert [sorted(lines) for lines in shuffled] == [sorted(lines) for lines in told]
    assert shuffled != told
    for one in examples("answers_equal_tokens", ROWS, 0):
        assert one.completion.startswith("Answer: ")
        assert "\n" not in one.completion


@given(st.lists(st.tuples(st.integers(-999, 999), st.integers(0, 99)), min_size=1, max_size=8), st.integers(0, 99))
def test_exactly_one_value_becomes_false(values: list[tuple[int, int]], seed: int) -> None:
    lines = [f"`a` = {one}, `b` = {other}" for one, other in values]
    changed = falsified(lines, Random(seed))
    before, after = VALUE.findall("\n".join(lines)), VALUE.findall("\n".join(changed))
    assert [name for name, _ in before] == [name for name, _ in after]
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert [len(line) for line in changed] == [len(line) for line in lines]
    assert all(str(int(value)) == value for _, value in after)


def test_no_value_no_falsehood() -> None:
    with pytest.raises(InputError, match="a scratchpad with a value, got none"):
        falsified([], Random(0))


def test_partners_are_others_even_where_a_row_is_alone() -> None:
    found = examples("swapped", [row(1), row(2, "duel")], 0)
    assert [one.completion.splitlines()[0] for one in found] == ["`a` = 2, `b` = 9", "`a` = 1, `b` = 8"]


WORDS = tokenizer.learn([text(one.lines, one.answer) for one in ROWS])


@given(st.text(st.characters(min_codepoint=10, max_codepoint=126, exclude_categories=["Cc"], include_characters="\n")))
def test_ascii_comes_back_as_it_was(said: str) -> None:
    assert WORDS.decode(WORDS.encode(said)) == said


def test_digits_stand_alone_and_places_are_one_piece() -> None:
    assert [WORDS.pieces[number] for number in WORDS.encode("`a` = 12, `b` = -305\nAnswer: 7")] == [
        "`a` = ", "1", "2", ", `b` = ", "-", "3", "0", "5", "\n", "Answer", ":", " ", "7",
    ]  # fmt: skip
    assert WORDS.decode([*WORDS.encode("7"), WORDS.end, *WORDS.encode("8")]) == "7"
    assert WORDS.decode(WORDS.encode("é")) == "\ufffd"


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=60), st.integers(20, 400), st.integers(1, 5000), st.integers(0, 9)
)
def test_a_plan_takes_every_row_once_an_epoch_and_stops_at_its_tokens(
    lengths: list[int], batch: int, goal: int, seed: int
) -> None:
    found = plan(lengths, batch, goal, seed)
    assert found == plan(lengths, batch, goal, seed)
    taken = [one for step in found.steps for one in step]
    whole = len(taken) // len(lengths) * len(lengths)
    if whole:
        counts = {number: taken[:whole].count(number) for number in range(len(lengths))}
        assert max(counts.values()) - min(counts.values()) <= 1
    assert found.tokens[-1] == sum(lengths[one] for one in taken) >= goal
    assert len(found.tokens) < 2 or found.tokens[-2] < goal
    shorter = same_rows(found, [1] * len(lengths))
    assert shorter.steps == found.steps
    assert shorter.tokens[-1] == found.examples


def test_answers_are_found_whichever_way_they_are_given() -> None:
    assert answer_in("`a` = 1\nAnswer: -3") == "-3"
    assert answer_in("It returns.\n\nThe answer is 12.") == "12"
    assert answer_in("`a` = 1") is None
    assert answer_in("Answer: 3\n`a` = 1") is None
    assert set(CONTROLS) <= set(ARMS)
