"""The proof as a reward: what honest texts earn, and that nothing else earns as much. No TRL is needed for this."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tracepile_hf as tp
from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.errors import InputError
from tracepile_hf.records import Question
from tracepile_hf.training import rewards
from tracepile_hf.training.prompts import FILE, write_prompts
from tracepile_hf.training.worth import Worth, worth_of

CODE = """\
def best(xs):
    low = xs[0]
    gain = 0
    for x in xs:
        if x < low:
            low = x
        gain = max(gain, x - low)
    return gain
"""
TRACE = tp.trace(CODE, entry_point="best", arguments=["[4, 2, 7, 1, 9]"])
QUESTION = Question("q", (TRACE,), "output", "output/0", "What is returned?", "8")
TOLD = tp.narrate(TRACE)
END = " The answer is 8."
SHORT = (
    "We trace `best([4, 2, 7, 1, 9])`. Line 2 sets `low` to 4. Line 3 sets `gain` to 0. In iteration 2 of the loop on "
    "line 4, line 6 sets `low` to 2. In iteration 3 of the loop on line 4, line 7 sets `gain` to 5. In iteration 4 of "
    "the loop on line 4, line 6 sets `low` to 1. In iteration 5 of the loop on line 4, line 7 sets `gain` to 8. Line 8 "
    "returns 8. The answer is 8."
)
LINES = " ".join(f"Line {number} runs." for number in range(1, 9))
GAMES = {
    "nothing": "",
    "the answer alone": "The answer is 8.",
    "every answer there may be": "The answer is 5. The answer is 7. The answer is 8.",
    "an early answer, then what is true": "The answer is 8. Line 2 sets `low` to 4. Line 3 sets `gain` to 0.",
    "lines that run": LINES + END,
    "one claim forty times": "Line 2 sets `low` to 4. " * 40 + END,
    "words that claim nothing": "Let us trace this step by step. " * 30 + END,
    "quoted code, line by line": "".join(
        f"Line {n} runs `{line.strip()}`. " for n, line in enumerate(CODE.splitlines(), 1)
    )
    + END,
    "the program in a block": f"```python\n{CODE}```\n{END}",
    "a definition, again and again": "Line 1 defines `best`. " * 10 + END,
    "arithmetic that is true anywhere": "1 + 1 = 2. 2 is less than 3. 4 is greater than 2. " * 8 + END,
    "what never changes": "`xs` is [4, 2, 7, 1, 9]. " * 10 + END,
    "what stays as it was": "Line 3: `low` is still 4. Line 3: `low` stays 4. Line 3: nothing is printed." + END,
    "the loop's counter alone": "".join(
        f"Iteration {n} of the loop on line 4: `x` is {x}. " for n, x in enumerate([4, 2, 7, 1, 9], 1)
    )
    + END,
    "counts over the run": f"In total, line 5 runs 5 times. The whole run takes {len(TRACE.steps)} steps." + END,
    "every value there may be": "".join(f"Line 2 sets `low` to {n}. " for n in range(9)) + END,
    "general remarks": "The function keeps the smallest price so far and the largest gain, a classic approach." + END,
    "an honest text with lines that run": SHORT.replace(END, f" {LINES}{END}"),
    "an honest text told twice": SHORT.replace(END, "") + " " + SHORT,
    "an honest text with the program": f"```python\n{CODE}```\n{SHORT}",
}


def values(worth: Worth) -> tuple[float, float, float, float]:
    return worth.proved_share, worth.before_false, worth.answer, worth.format


@pytest.mark.parametrize("game", GAMES)
def test_no_game_earns_more_than_a_short_honest_text(game: str) -> None:
    honest, gamed = values(worth_of(SHORT, QUESTION)), values(worth_of(GAMES[game], QUESTION))
    assert all(one <= other for one, other in zip(gamed, honest, strict=True))
    if not game.startswith("an honest"):
        assert gamed[0] + gamed[1] <= 0.3 * (honest[0] + honest[1])


def test_the_table_of_the_guide_is_what_is_measured() -> None:
    page = (Path(__file__).parents[2] / "docs" / "guides" / "train.md").read_text(encoding="utf-8")
    for name, text in {"the narrator's whole telling": TOLD, "a short honest text": SHORT, **GAMES}.items():
        cells = " | ".join(f"{value:.2f}" for value in values(worth_of(text, QUESTION)))
        assert f"| {name} | {cells} |" in page


def test_a_whole_true_telling_earns_nearly_all() -> None:
    assert min(values(worth_of(TOLD, QUESTION))) > 0.9


def test_the_first_false_step_is_the_later_the_better() -> None:
    clauses = SHORT.removesuffix(END).split(". ")
    earned = []
    for false in range(2, len(clauses) - 1):
        told = [*clauses[:false], clauses[false][:-1] + "77", *clauses[false + 1 :]]
        earned.append(worth_of(". ".join(told).rstrip(".") + "." + END, QUESTION).before_false)
    assert earned == sorted(earned)
    assert earned[0] < 0.1 < earned[-1] < worth_of(SHORT, QUESTION).before_false


def test_a_false_answer_costs_the_answer_and_no_more() -> None:
    one, other = worth_of(SHORT, QUESTION), worth_of(SHORT.replace("answer is 8", "answer is 9"), QUESTION)
    assert (one.answer, other.answer) == (1.0, 0.0)
    assert one.proved_share == other.proved_share


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*SHORT.split(". "), *TOLD.split(". ")[:9], "Words.", "`low` is 99", ""]), max_size=9))
def test_rewards_are_shares_and_saying_all_twice_earns_no_more(parts: list[str]) -> None:
    text = ". ".join(parts) + "."
    once, twice = values(worth_of(text, QUESTION)), values(worth_of(f"{text} {text}", QUESTION))
    assert all(0.0 <= value <= 1.0 for value in (*once, *twice))
    assert twice[1] <= max(once[1], worth_of(TOLD, QUESTION).before_false)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("built")
    build("algorithm", 4, seed=1, out=folder)
    files = split_files(folder / "algorithm").values()
    return [row for paths in files for path in paths for row in read_rows(path)]


@pytest.fixture(scope="module")
def judges() -> Iterator[rewards.Judges]:
    found = rewards.Judges(2)
    yield found
    found.close()


def columns_of(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def test_completions_are_judged_by_the_columns_of_their_rows(
    rows: list[dict[str, Any]], judges: rewards.Judges
) -> None:
    told = [[{"role": "assistant", "content": row["messages"][1]["content"]}] for row in rows]
    found = rewards.judged(told, columns_of(rows), judges)
    assert all(one is not None and one.answer == 1.0 and one.proved_share > 0.5 for one in found)
    swapped = rewards.judged([told[-1], *told[:-1]], columns_of(rows), judges)
    assert sum(one.proved_share for one in swapped if one) < 0.5 * sum(one.proved_share for one in found if one)
    plain = [row["messages"][1]["content"] for row in rows]
    logged: list[str] = []
    columns = {**columns_of(rows), "log_metric": lambda name, value: logged.append(name)}
    assert rewards.judged(plain, columns, judges) == found
    assert logged == []  # all of them were known
    rewards.judged([f"{text} " for text in plain], columns, judges)
    assert logged == ["proof/judged_a_second"]


def test_what_was_judged_is_remembered(rows: list[dict[str, Any]]) -> None:
    unused = rewards.Judges(2)
    key = rewards._key(rows[0], "said before")
    unused._known[key] = Worth(0.1, 0.2, 0.3, 0.4)
    assert unused.judge([(rows[0], "said before")] * 2) == [Worth(0.1, 0.2, 0.3, 0.4)] * 2
    assert unused._engine is None  # no worker was needed


def test_what_takes_too_long_has_no_reward_and_the_others_have(rows: list[dict[str, Any]]) -> None:
    short = rewards.Judges(2, seconds=1e-6)
    try:
        assert short.judge([(row, row["messages"][1]["content"]) for row in rows[:2]]) == [None, None]
    finally:
        short.close()


def test_columns_that_are_missing_are_named() -> None:
    with pytest.raises(InputError, match=r"the corpus' columns beside the completions \(id\)"):
        rewards.proved_share(["text"], prompts=["x"])
    assert [function.__name__ for function in rewards.FUNCTIONS] == [
        "proved_share",
        "first_false_step",
        "answer_right",
        "format_read",
    ]


def test_prompts_hold_the_question_and_the_columns(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    again = {**rows[0], "id": rows[0]["id"] + "#1", "narrator": "some/model"}
    assert write_prompts([*rows, again], tmp_path / "p") == len(rows)
    found = pq.read_table(tmp_path / "p" / FILE).to_pylist()
    assert [row["prompt"] for row in found] == [row["messages"][:1] for row in rows]
    assert set(rewards.COLUMNS) <= set(found[0])
    with pytest.raises(InputError, match=r"without train\.parquet"):
        write_prompts(rows, tmp_path / "p")
    with pytest.raises(InputError, match="some without id"):
        write_prompts([{"messages": []}], tmp_path / "q")
