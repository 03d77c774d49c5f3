"""Programs of other people's sets, from rows on disk to a corpus whose ledger tells of every solution."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.card import write_card
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.corpus.taking import Request, taken
from tracepile_hf.errors import InputError
from tracepile_hf.sources.hub import SETS
from tracepile_hf.sources.rows import Take

SUM = "n = int(input())\ntotal = 0\nfor i in range(n):\n    total += i\nprint(total)\n"
DOUBLE = "print(2 * int(input()))\n"


def taco(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "question": f"Sum the numbers below n. ({number})",
        "solutions": json.dumps([SUM]),
        "starter_code": "",
        "input_output": json.dumps({"inputs": ["4\n", "3\n"], "outputs": ["6\n", "3\n"]}),
        "difficulty": "EASY",
        "source": "codeforces",
        "url": f"https://codeforces.com/problemset/problem/{number}/A",
    } | changes


def matrixstudio(**changes: object) -> dict[str, object]:
    return {
        "contestId": 12,
        "index": "B",
        "name": "Doubling",
        "rating": 800,
        "tags": ["math"],
        "problem-description": "Print twice the number.",
        "input-specification": "A number.",
        "output-specification": "Twice the number.",
        "demo-input": ["4"],
        "demo-output": ["8"],
        "note": None,
        "test_cases": [{"input": "4", "output": "8"}],
        "programmingLanguage": "Python 3",
        "verdict": "OK",
        "passedTestCount": 1,
        "code": DOUBLE,
    } | changes


def submission(**changes: object) -> dict[str, object]:
    return {
        "submission_id": "7",
        "source": DOUBLE,
        "contestId": "12",
        "problem_index": "B",
        "programmingLanguage": "PyPy 3-64",
        "verdict": "OK",
        "testset": "TESTS",
        "passedTestCount": 9.0,
        "timeConsumedMillis": 15.0,
        "memoryConsumedBytes": 0.0,
        "creationTimeSeconds": 1.0,
        "problem_id": "12/B",
    } | changes


def problem(**changes: object) -> dict[str, object]:
    return {
        "id": "12/B",
        "title": "Doubling",
        "description": "Print twice the number.",
        "input_format": "A number.",
        "output_format": "Twice the number.",
        "interaction_format": None,
        "note": None,
        "examples": [{"input": "4", "output": "8"}],
        "official_tests": [{"input": "-3", "output": "-6"}],
        "input_mode": "stdio",
    } | changes


def contest(**changes: object) -> dict[str, object]:
    return {
        "name": "12_B. Doubling",
        "description": "Print twice the number.",
        "public_tests": {"input": ["4\n"], "output": ["8\n"]},
        "private_tests": {"input": [], "output": []},
        "generated_tests": {"input": ["123\n"], "output": ["246\n"]},
        "source": 2,
        "difficulty": 1,
        "solutions": {"language": [2, 3], "solution": ["int main(){}", DOUBLE]},
        "cf_contest_id": 12,
        "cf_index": "B",
        "input_file": "",
        "output_file": "",
    } | changes


def openmath(code: str = "boxes = 3\npears = 4\nboxes * pears", **changes: object) -> dict[str, object]:
    return {
        "question": "Ines has 3 boxes with 4 pears each. How many pears has she?",
        "generated_solution": f"So:\n<llm-code>\n{code}\n</llm-code>\n<llm-code-output>\n12\n</llm-code-output>",
        "expected_answer": "12",
        "predicted_answer": "12",
        "error_message": "",
        "is_correct": True,
        "dataset": "gsm8k",
        "generation_type": "without_reference_solution",
    } | changes


def jsonl(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def built(request: Request, out: Path, **named: Any) -> Any:
    """The ledger of a corpus of what was taken."""
    build("competition-base", request.samples, out=out, taken=taken(request), **named)
    return read_ledger(out / "competition-base" / "ledger.json")


SAMPLES: dict[str, list[dict[str, object]]] = {
    "codeforces_python": [matrixstudio(), matrixstudio(verdict="WRONG_ANSWER")],
    "codeforces_submissions": [submission(problem=problem()), submission(verdict="RUNTIME_ERROR", problem=None)],
    "code_contests": [contest(), contest(solutions={"language": [], "solution": []})],
    "taco": [taco(), taco(2, solutions="[]")],
    "openmath": [openmath(), openmath("3 + 4")],
}
DROPPED = {
    "codeforces_python": {"not_taken:not_accepted": 1},
    "codeforces_submissions": {"not_taken:not_accepted": 1},
    "code_contests": {"not_taken:no_code": 1, "not_taken:not_python3": 1},
    "taco": {"not_taken:no_code": 1},
    "openmath": {"not_taken:other_answer": 1},
}


@pytest.mark.parametrize("name", SETS)
def test_every_set_becomes_a_corpus_whose_ledger_tells_of_every_solution(name: str, tmp_path: Path) -> None:
    if name == "openmath":
        pytest.importorskip("math_verify")
    path = jsonl(tmp_path / "rows.jsonl", *SAMPLES[name])
    out = tmp_path / "out"
    ledger = built(Request(name, rows=path), out)
    assert ledger.considered == ledger.kept + sum(ledger.dropped.values())
    assert ledger.kept > 0
    assert dict(ledger.dropped) == DROPPED[name]
    assert (ledger.taken_from, ledger.rows_read) == (f"{SETS[name].path} (train)", 2)
    assert dict(ledger.licenses) == {SETS[name].license: ledger.kept}
    report = verify_folder(out)
    assert not report.failures
    assert report.rows == ledger.kept


@pytest.mark.parametrize("name", [name for name in SETS if name != "openmath"])
def test_rows_in_parquet_give_the_same_programs(name: str, tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(SAMPLES[name]), tmp_path / "rows.parquet")
    rows = jsonl(tmp_path / "rows.jsonl", *SAMPLES[name])
    assert taken(Request(name, rows=tmp_path / "rows.parquet")) == taken(Request(name, rows=rows))


def test_what_was_not_taken_is_among_the_rejects_and_on_the_card(tmp_path: Path) -> None:
    rows = jsonl(tmp_path / "rows.jsonl", taco(), taco(2, solutions=json.dumps([SUM, SUM, "print 1"])))
    ledger = built(Request("taco", rows=rows, take=Take(tests=1)), tmp_path / "out")
    lines = (tmp_path / "out" / "competition-base" / "rejects.jsonl").read_text().splitlines()
    name = "BAAI/TACO (train), row 2"
    assert [json.loads(line) for line in lines] == [
        {"id": name, "reason": "not_taken", "detail": "not_python3", "solutions": 1},
        {"id": name, "reason": "not_taken", "detail": "duplicate", "solutions": 1},
        {"number": 1, "id": json.loads(lines[2])["id"], "reason": "duplicate"},  # both problems have one solution
    ]
    assert (ledger.considered, ledger.kept) == (4, 1)
    write_card(tmp_path / "out")
    card = (tmp_path / "out" / "README.md").read_text()
    assert "Programs taken from `BAAI/TACO (train)`: 2 rows read." in card
    assert "license: other" in card or "license: apache-2.0" in card


def test_test_splits_stay_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    rows = jsonl(tmp_path / "rows.jsonl", taco(source="taco-test"), taco(2))
    ledger = built(Request("taco", rows=rows), tmp_path / "one")
    assert (ledger.kept, dict(ledger.dropped)) == (2, {"held_out:taco": 2})
    ledger = built(Request("taco", rows=rows, split="test"), tmp_path / "two")
    assert (ledger.kept, dict(ledger.dropped)) == (0, {"held_out:taco": 4})
    ledger = built(Request("taco", rows=rows, split="test"), tmp_path / "three", held_out=["taco"])
    assert (ledger.kept, dict(ledger.dropped), ledger.held_out) == (2, {"duplicate": 2}, ["taco"])


def test_submissions_meet_their_problems_in_a_file_of_their_own(tmp_path: Path) -> None:
    rows = jsonl(tmp_path / "rows.jsonl", submission(), submission(problem_id="9/Z"))
    problems = jsonl(tmp_path / "problems.jsonl", problem())
    found = taken(Request("codeforces_submissions", rows=rows, problems=problems))
    assert [case.stdin for case in found.kept[0]] == ["4", "-3"]
    assert found.dropped == {"no_problem": 1}
    with pytest.raises(InputError, match="--problems with a file of open-r1/codeforces"):
        taken(Request("codeforces_submissions", rows=rows))
    with pytest.raises(InputError, match="--problems for a set of submissions alone, got taco"):
        taken(Request("taco", rows=rows, problems=problems))


def test_no_more_rows_are_read_than_are_likely_to_be_needed(tmp_path: Path) -> None:
    rows = jsonl(tmp_path / "rows.jsonl", *(taco(number) for number in range(1, 20)))
    told: list[tuple[int, int]] = []
    few = taken(Request("taco", rows=rows, samples=2), lambda done, planned: told.append((done, planned)))
    assert (few.rows, few.cases) == (3, 6)
    assert [done for done, _ in told] == [1, 2, 3]
    assert taken(Request("taco", rows=rows, samples=2, limit=10)).rows == 10
    assert taken(Request("taco", rows=rows, take=Take(tests=1))).cases == 19


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = jsonl(tmp_path / "rows.jsonl", taco(), taco(2, solutions="["), taco(3))
    for name in ("one", "two"):
        built(Request("taco", rows=rows), tmp_path / name)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert files
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


@pytest.mark.skipif("TRACEPILE_TEST_DATA" not in os.environ, reason="needs TRACEPILE_TEST_DATA")
def test_real_rows_of_taco_become_rows(tmp_path: Path) -> None:
    rows = Path(os.environ["TRACEPILE_TEST_DATA"]) / "programs" / "taco_sample.jsonl"
    request = Request("taco", split="test", rows=rows, limit=12, take=Take(solutions=1, tests=1))
    ledger = built(request, tmp_path, held_out=["taco"])
    assert (ledger.rows_read, ledger.considered) == (12, 12)
    assert ledger.considered == ledger.kept + sum(ledger.dropped.values())
    assert ledger.kept >= 8
