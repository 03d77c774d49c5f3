"""Benchmarks and test splits are known by what a program says of itself; everyday names are not taken for them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tracepile_hf.corpus.configs import config_of, families_of
from tracepile_hf.errors import InputError
from tracepile_hf.records import Program
from tracepile_hf.sources.benchmarks import NAMES, demand_names, held_out, source_of
from tracepile_hf.sources.hub import harvest

PROGRAM = Program("p", "user", "p", "print(1)\n", source="in.jsonl")


@pytest.mark.parametrize(
    ("dataset", "split", "name"),
    [
        ("BAAI/TACO", "test", "taco"),
        ("taco", "", "taco"),
        ("BAAI/TACO", "train", ""),
        ("deepmind/code_contests", "valid", "code_contests"),
        ("deepmind/code_contests", "train", ""),
        ("openai/gsm8k", "main/test", "gsm8k"),
        ("openai/gsm8k", "train", ""),
        ("openai/openai_humaneval", "", ""),
        ("HumanEval", "", "humaneval"),
        ("evalplus/humanevalplus", "train", "humaneval"),
        ("cruxeval-org/cruxeval", "train", "cruxeval"),
        ("HuggingFaceH4/MATH-500", "train", "math"),
        ("acme/puzzles", "TEST", "test-split"),
        ("acme/puzzles", "train", ""),
        ("acme/puzzles", "", ""),
        ("", "dev", "test-split"),
    ],
)
def test_a_set_and_its_split_decide(dataset: str, split: str, name: str) -> None:
    source = source_of(dataset or "in.jsonl", split)
    found = held_out(replace(PROGRAM, source=source))
    assert found == (name or ("humaneval" if "humaneval" in dataset else ""))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"id": "HumanEval/12"}, "humaneval"),
        ({"id": "human-eval-12"}, "humaneval"),
        ({"id": "cruxeval_sample_3"}, "cruxeval"),
        ({"family": "livecodebench/1873_A"}, "livecodebench"),
        ({"url": "https://huggingface.co/datasets/lukaemon/bbh"}, "bbh"),
        ({"url": "https://huggingface.co/datasets/BAAI/TACO/viewer/ALL/test"}, "taco"),
        ({"source": "cruxeval.jsonl"}, "cruxeval"),
        ({"source": "taco-test.jsonl"}, "taco"),
        ({"id": "math-test-1149"}, "math"),
        ({"id": "math-train-1149"}, ""),
        ({"id": "taco/874"}, ""),
        ({"id": "math/unit/test-3"}, ""),
        ({"id": "my_test_3", "family": "math_helpers"}, ""),
        ({"id": "multiple-choice"}, ""),
        ({"source": "latest.jsonl"}, ""),
        ({"url": "https://codeforces.com/problemset/problem/1/A"}, ""),
    ],
)
def test_names_are_found_where_a_row_has_them(said: dict[str, str], name: str) -> None:
    assert held_out(replace(PROGRAM, **said)) == name


def test_no_bundled_program_is_taken_for_a_benchmark() -> None:
    from random import Random

    for family in families_of(config_of("all")).values():
        assert held_out(family.make(Random(1), 1).program) == ""


def test_a_name_that_is_none_is_an_error() -> None:
    demand_names(NAMES)
    with pytest.raises(InputError, match="held-out"):
        demand_names(("taco", "tacos"))


def test_programs_of_a_held_out_set_say_so() -> None:
    path = Path(os.environ.get("TRACEPILE_TEST_DATA", "")) / "programs" / "taco_sample.jsonl"
    if not path.is_file():
        pytest.skip("TRACEPILE_TEST_DATA does not lead to programs/taco_sample.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:20]]
    kept = harvest("taco", rows, split="test").kept
    assert kept
    assert {held_out(case.program) for cases in kept for case in cases} == {"taco"}
    trained = harvest("taco", [{**row, "source": "taco-train"} for row in rows]).kept
    assert {held_out(case.program) for cases in trained for case in cases} == {""}
