"""The main path: what is built, that it is the same again, and what happens to what cannot be built."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from waiting import LIMIT

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.rows import COLUMNS, digest_of
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.execution import Limits
from tracepile_hf.literals import is_value
from tracepile_hf.quality.splits import split_of
from tracepile_hf.sources.jsonl import read_programs

DOUBLE = "def double(x):\n    y = x * 2\n    return y\n"


def rows_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {split: [row for path in paths for row in read_rows(path)] for split, paths in split_files(folder).items()}


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def programs_file(folder: Path, *programs: dict[str, Any]) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(program) + "\n" for program in programs))
    return path


def test_every_row_is_whole_proved_and_in_its_familys_split(corpus: Path) -> None:
    splits = rows_of(corpus / "algorithm-base")
    rows = [row for part in splits.values() for row in part]
    assert len(rows) == 36
    assert len({row["id"] for row in rows}) == 36
    for split, part in splits.items():
        for row in part:
            assert list(row) == list(COLUMNS)
            assert split_of(row["family"]) == split
            assert row["digest"] == digest_of(row)
            assert row["claims"] > 0
            assert row["seed"] == 3
            assert row["code"].strip().split("\n")[0] in row["messages"][0]["content"]
            assert row["messages"][1]["content"]
            if row["entry_point"]:
                assert is_value(row["answer"])


def test_only_the_levels_that_are_asked_for_are_kept(tmp_path: Path) -> None:
    ledger = build("algorithm-base", 8, seed=3, out=tmp_path, levels=(1, 2))
    rows = [row for part in rows_of(tmp_path / "algorithm-base").values() for row in part]
    assert {row["level"] for row in rows} <= {1, 2}
    assert len(rows) == 8
    assert sum(count for reason, count in ledger.dropped.items() if reason.startswith("other_level")) > 0
    for levels in ((0, 3), (3, 2), (1, 6)):
        with pytest.raises(InputError, match="levels from 1 to 5"):
            build("algorithm-base", 8, out=tmp_path / "none", levels=levels)


def test_the_ledger_counts_what_the_files_hold(corpus: Path) -> None:
    ledger = read_ledger(corpus / "algorithm-base" / "ledger.json")
    splits = rows_of(corpus / "algorithm-base")
    assert ledger.splits == Counter({split: len(rows) for split, rows in splits.items()})
    assert ledger.families == Counter(row["family"] for rows in splits.values() for row in rows)
    assert ledger.claims == sum(row["claims"] for rows in splits.values() for row in rows)
    rejects = (corpus / "algorithm-base" / "rejects.jsonl").read_text().splitlines()
    assert len(rejects) == ledger.dropped.total() == ledger.considered - ledger.kept
    assert max(ledger.families.values()) <= 2  # spread over the families in turn


def test_one_seed_gives_the_same_bytes_with_one_and_with_two_workers(corpus: Path, tmp_path: Path) -> None:
    build("algorithm-base", 36, seed=3, out=tmp_path, workers=2)
    assert content_of(tmp_path) == content_of(corpus)


def test_a_smaller_build_is_the_beginning_of_a_larger_one(corpus: Path, tmp_path: Path) -> None:
    build("algorithm-base", 12, seed=3, out=tmp_path)
    whole = {row["id"]: row for rows in rows_of(corpus / "algorithm-base").values() for row in rows}
    part = {row["id"]: row for rows in rows_of(tmp_path / "algorithm-base").values() for row in rows}
    assert len(part) == 12
    assert all(whole[name] == row for name, row in part.items())


def test_another_seed_gives_other_rows(corpus: Path, tmp_path: Path) -> None:
    build("algorithm-base", 36, seed=4, out=tmp_path)
    one, other = (
        {row["messages"][0]["content"] for rows in rows_of(folder / "algorithm-base").values() for row in rows}
        for folder in (corpus, tmp_path)
    )
    assert len(one & other) <= 2


def test_benchmarks_and_test_splits_stay_out_unless_asked_for_by_name(tmp_path: Path) -> None:
    double = {"code": DOUBLE, "entry_point": "double"}
    path = programs_file(
        tmp_path,
        {"id": "mine", **double, "arguments": ["21"]},
        {"id": "theirs", **double, "arguments": ["22"], "dataset": "BAAI/TACO", "split": "test"},
        {"id": "train", **double, "arguments": ["23"], "dataset": "BAAI/TACO", "split": "train"},
        {"id": "HumanEval/7", **double, "arguments": ["24"]},
        {"id": "held", **double, "arguments": ["25"], "dataset": "acme/puzzles", "split": "test"},
    )
    ledger = build("all-base", out=tmp_path / "out", programs=read_programs(path))
    assert ledger.dropped == {"held_out:taco": 1, "held_out:humaneval": 1, "held_out:test-split": 1}
    kept = [row for part in rows_of(tmp_path / "out" / "all-base").values() for row in part]
    assert {row["id"]: row["source"] for row in kept} == {"mine": "in.jsonl", "train": "BAAI/TACO (train)"}
    rejects = (tmp_path / "out" / "all-base" / "rejects.jsonl").read_text(encoding="utf-8")
    assert '"HumanEval/7"' in rejects

    asked = build("all-base", out=tmp_path / "asked", programs=read_programs(path), held_out=["taco", "humaneval"])
    assert asked.dropped == {"held_out:test-split": 1}
    assert asked.kept == 4
    assert read_ledger(tmp_path / "asked" / "all-base" / "ledger.json").held_out == ["taco", "humaneval"]
    assert "Not for training" in (tmp_path / "asked" / "README.md").read_text(encoding="utf-8")
    with pytest.raises(InputError, match="benchmarks from"):
        build("all-base", out=tmp_path / "none", programs=read_programs(path), held_out=["tacos"])


def test_ones_own_programs_take_the_place_of_the_bundled_ones(tmp_path: Path) -> None:
    path = programs_file(
        tmp_path,
        {
            "id": "mine",
            "code": DOUBLE,
            "entry_point": "double",
            "license": "MIT",
            "statement": "Double a number.",
            "cases": [{"arguments": [str(number)], "expected": str(2 * number)} for number in range(3)],
        },
        {
            "id": "script",
            "code": "for i in range(int(input())):\n    print(i)\n",
            "stdin": "3\n",
            "expected": "0\n1\n2",
        },
    )
    ledger = build("math-base", out=tmp_path / "out", programs=read_programs(path))
    assert (ledger.considered, ledger.kept, ledger.dropped) == (4, 4, {})
    rows = [row for part in rows_of(tmp_path / "out" / "math-base").values() for row in part]
    assert {row["answer"] for row in rows} == {"0", "2", "4", "0\n1\n2"}
    assert {row["domain"] for row in rows} == {"user"}


@pytest.mark.skipif(importlib.util.find_spec("reasoning_gym") is None, reason="reasoning-gym is not installed")
def test_extra_draws_inputs_in_the_jail_under_the_policy_for_other_peoples_code(tmp_path: Path) -> None:
    ledger = build("extra-base", 6, seed=1, out=tmp_path)
    assert ledger.kept > 0
    assert ledger.policy == "default"
    rows = [row for part in rows_of(tmp_path / "extra-base").values() for row in part]
    assert {row["domain"] for row in rows} == {"extra"}
    assert len({row["id"] for row in rows}) == len(rows)


def test_what_cannot_become_a_row_is_dropped_by_reason_and_kept_as_a_reject(tmp_path: Path) -> None:
    good = {"code": DOUBLE, "entry_point": "double", "arguments": ["4"]}
    path = programs_file(
        tmp_path,
        {"id": "good"} | good,
        {"id": "again"} | good,
        {"id": "wrong"} | good | {"arguments": ["5"], "expected": "11"},
        {"id": "syntax"} | good | {"code": "def double(x:\n"},
        {"id": "missing"} | good | {"entry_point": "triple"},
        {"id": "long", "code": "i = 0\nwhile i < 10**6:\n    i += 1\n"},
        {"id": "silent", "code": "x = 1\n"},
        {"id": "absent", "code": "raise ModuleNotFoundError('No module named sympy')\n", "expected": "3"},
    )
    limits = Limits(seconds=LIMIT, steps=2000)
    ledger = build("algorithm-base", out=tmp_path / "out", programs=read_programs(path), limits=limits)
    assert ledger.kept == 1
    assert ledger.considered == 8
    assert ledger.dropped["wrong_answer:missing_module"] == 1
    reasons = {}
    for line in (tmp_path / "out" / "algorithm-base" / "rejects.jsonl").read_text().splitlines():
        record = json.loads(line)
        reasons[record["id"]] = record["reason"]
    assert reasons == {
        "again": "duplicate",
        "wrong": "wrong_answer",
        "syntax": "bad_program",
        "missing": "bad_program",
        "long": "too_long",
        "silent": "no_question",
        "absent": "wrong_answer",
    }


def test_a_run_that_no_outline_fits_costs_its_row_and_not_the_build(tmp_path: Path) -> None:
    wide = "def f(a):\n    b = a + a\n    return b\n"
    path = programs_file(
        tmp_path,
        {"id": "wide", "code": wide, "entry_point": "f", "arguments": [repr("x" * 900)]},
        {"id": "narrow", "code": wide, "entry_point": "f", "arguments": ["4"]},
    )
    ledger = build("algorithm-base", out=tmp_path / "out", programs=read_programs(path), budget_tokens=200)
    assert ledger.kept == 1
    assert ledger.dropped == {"over_budget": 1}


def test_the_wall_clock_decides_nothing_it_fails_the_lot(tmp_path: Path) -> None:
    slow = "def f(n):\n    return sum(range(n))\n"
    path = programs_file(tmp_path, {"id": "slow", "code": slow, "entry_point": "f", "arguments": ["99999999999"]})
    with pytest.raises(CorpusError, match=r"lot 0 \(slow\) failed: .*wall-clock limit twice"):
        build(
            "algorithm-base",
            out=tmp_path / "out",
            programs=read_programs(path),
            limits=Limits(seconds=0.3, steps=1000),
        )
    assert not (tmp_path / "out" / "algorithm-base").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"config": "nonsense"}, "expected a config from"),
        ({"config": "algorithm", "samples": 0}, r"expected a number of at least 1, got 0 \(samples\)"),
        ({"config": "algorithm", "workers": -1}, r"expected a number of at least 1, got -1 \(workers\)"),
    ],
)
def test_wrong_wishes_are_answered_in_one_line(tmp_path: Path, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        build(**arguments, out=tmp_path)


def test_only_the_families_asked_for_are_drawn_from(tmp_path: Path) -> None:
    ledger = build("algorithm-base", 8, seed=1, out=tmp_path, families=["heapsort", "quicksort"])
    assert set(ledger.families) == {"heapsort", "quicksort"}
    assert ledger.only == ["heapsort", "quicksort"]


def test_a_build_that_fails_beside_busy_workers_leaves_nothing_half_made(tmp_path: Path) -> None:
    sleeper = "import time\n\ndef nap(x):\n    time.sleep(60)\n"
    cases = [{"arguments": [str(number)]} for number in range(4)]
    programs = [
        {"id": "sleeper", "code": sleeper, "entry_point": "nap", "arguments": ["1"]},
        *(
            {"id": f"double-{n}", "code": DOUBLE + f"# {n}\n", "entry_point": "double", "cases": cases}
            for n in range(12)
        ),
    ]
    out = tmp_path / "out"
    with pytest.raises(CorpusError, match="wall-clock limit twice"):
        build(
            "algorithm-base",
            out=out,
            workers=2,
            programs=read_programs(programs_file(tmp_path, *programs)),
            limits=Limits(seconds=1.0),
        )
    assert [path.name for path in out.iterdir()] == [".tracepile-algorithm-base"]  # the lots that are done
