"""Mixtures have equal tokens, controls keep program and answer, alternatives are read by an explicit table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from datasets import load_dataset

from tracepile_hf.errors import InputError
from tracepile_hf.training.alternatives import messages_of
from tracepile_hf.training.controls import CONTROLS, code_only, input_output, shuffled_rationale
from tracepile_hf.training.mixture import Message, Part, doublings, write

TOLD = "Line 1 sets `x` to 1. Line 2 sets `y` to 2. Line 3 returns 3. Line 4 is next. The answer is `3`."


def rows(count: int, start: int = 0) -> list[dict[str, object]]:
    return [
        {
            "id": f"r{number}",
            "family": "adding_up",
            "code": "def f():\n    return 3\n",
            "messages": [
                {"role": "user", "content": "What?"},
                {"role": "assistant", "content": TOLD + "!" * (number % 7)},
            ],
        }
        for number in range(start, start + count)
    ]


def characters(messages: list[Message]) -> int:
    return sum(len(message["content"]) for message in messages)


def test_every_part_has_the_same_tokens_and_loads_as_a_config(tmp_path: Path) -> None:
    parts = [Part(name, rows(400), CONTROLS[name]) for name in ("full", "input_output")]
    shares = write(parts, 5000, characters, seed=3, out=tmp_path / "mix")
    assert all(4950 <= share.tokens <= 5000 for share in shares)
    for share in shares:
        loaded = load_dataset(str(tmp_path / "mix"), share.name, split="train", cache_dir=str(tmp_path / "cache"))
        assert len(loaded) == share.rows
        assert sum(loaded["tokens"]) == share.tokens
    record = json.loads((tmp_path / "mix" / "mixture.json").read_text())
    assert [part["name"] for part in record["parts"]] == ["full", "input_output"]


def test_the_same_seed_takes_the_same_rows_in_any_order(tmp_path: Path) -> None:
    def ids(out: str, seed: int, given: list[dict[str, object]]) -> list[str]:
        write([Part("full", given, CONTROLS["full"])], 20000, characters, seed, tmp_path / out)
        file = tmp_path / out / "full" / "train-00000-of-00001.parquet"
        loaded = load_dataset("parquet", data_files=str(file), split="train", cache_dir=str(tmp_path / "cache"))
        return list(loaded["id"])

    given = rows(300)
    assert ids("a", 1, given) == ids("b", 1, given[::-1])
    assert ids("c", 2, given) != ids("d", 1, given)


def test_a_part_that_holds_too_little_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 100000 tokens in part 'full'"):
        write([Part("full", rows(5), CONTROLS["full"])], 100_000, characters, 1, tmp_path / "mix")
    assert not (tmp_path / "mix").exists()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError, match="new or empty folder"):
        write([Part("full", rows(5), CONTROLS["full"])], 100, characters, 1, tmp_path)


def test_controls_keep_what_they_say() -> None:
    row = rows(1)[0]
    assert input_output(row)[1]["content"] == "The answer is `3`."
    assert "def f():" in code_only(row)[1]["content"]
    assert "3`" not in code_only(row)[1]["content"]
    shuffled = shuffled_rationale(row)[1]["content"]
    assert shuffled != TOLD
    assert shuffled.endswith("The answer is `3`.")
    assert sorted(shuffled.split(". ")) != []
    assert sorted(shuffled.replace(".", "").split()) == sorted(TOLD.replace(".", "").split())
    assert shuffled_rationale(row) == shuffled_rationale(row)


def test_the_paper_s_alternatives_are_read_as_chats() -> None:
    math = messages_of("nvidia/OpenMathInstruct-1", {"question": "q", "generated_solution": "s"})
    assert [message["content"] for message in math] == ["q", "s"]
    code = {"prompt": "p", "turn_1": "a", "feedback_1": "f", "turn_2": "b", "feedback_2": ""}
    assert [message["role"] for message in messages_of("hkust-nlp/CodeIO-PyEdu-Reasoning", code)] == [
        "user",
        "assistant",
    ] * 2
    with pytest.raises(InputError, match="OpenMathInstruct-2"):
        messages_of("nvidia/OpenMathInstruct-2", {"question": "q"})


def test_the_scaling_curve_doubles_up_to_the_whole() -> None:
    assert doublings(500_000) == [50_000, 100_000, 200_000, 400_000, 500_000]
    assert doublings(30_000) == [30_000]
