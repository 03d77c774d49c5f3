"""Rows of Hub sets: what is kept, what is dropped and why. The rows are our own, in the sets' schemas."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.sources.archives import code_contests, matrixstudio, open_r1, taco
from tracepile_hf.sources.benchmarks import held_out
from tracepile_hf.sources.hub import PROBLEM_COLUMNS, SETS, harvest, hub_set, is_held_out, joined
from tracepile_hf.sources.judged import is_python3
from tracepile_hf.sources.rows import REASONS, RowReading, Take

DOUBLE = "print(2 * int(input()))\n"
TAKE = Take()


def _matrixstudio(**changes: object) -> dict[str, object]:
    return {
        "contestId": 1234,
        "index": "A",
        "name": "Doubling",
        "rating": 800,
        "tags": ["math"],
        "problem-description": "Print twice the number.",
        "input-specification": "A number.",
        "output-specification": "Twice the number.",
        "demo-input": ["4"],
        "demo-output": ["8"],
        "note": None,
        "test_cases": [
            {"input": "1000\r\n", "output": "2000\r\n"},
            {"input": "4", "output": "8"},
            {"input": "7 1 2...", "output": "14"},
            {"input": "4", "output": "8"},
        ],
        "programmingLanguage": "PyPy 3-64",
        "verdict": "OK",
        "passedTestCount": 4,
        "code": "n = int(input())\r\nprint(n * 2)",
    } | changes


def _open_r1(**changes: object) -> dict[str, object]:
    return {
        "submission_id": "1",
        "source": DOUBLE,
        "contestId": "1234",
        "problem_index": "A",
        "programmingLanguage": "Python 3",
        "verdict": "OK",
        "problem_id": "1234/A",
    } | changes


def _open_r1_problem(**changes: object) -> dict[str, object]:
    return {
        "id": "1234/A",
        "description": "Print twice the number.",
        "input_format": "A number.",
        "output_format": "Twice the number.",
        "interaction_format": None,
        "note": None,
        "examples": [{"input": "4", "output": "8"}],
        "official_tests": [{"input": "-3", "output": "-6"}],
        "input_mode": "stdio",
    } | changes


def _contests(**changes: object) -> dict[str, object]:
    return {
        "name": "1234_A. Doubling",
        "description": "Print twice the number.",
        "public_tests": {"input": ["4\n"], "output": ["8\n"]},
        "private_tests": {"input": ["11\n"], "output": ["22\n"]},
        "generated_tests": {"input": ["123\n"], "output": ["246\n"]},
        "source": 2,
        "solutions": {"language": [2, 3, 1, 3], "solution": ["int main(){}", DOUBLE, "print input()", DOUBLE]},
        "cf_contest_id": 1234,
        "cf_index": "A",
        "input_file": "",
        "output_file": "",
    } | changes


def _taco(**changes: object) -> dict[str, object]:
    return {
        "question": "Print twice the number.",
        "solutions": json.dumps([DOUBLE, "n = int(input())\nprint(n + n)\n"]),
        "starter_code": "",
        "input_output": json.dumps({"inputs": ["4\n", ["5"]], "outputs": ["8\n", ["10"]]}),
        "difficulty": "EASY",
        "source": "codeforces",
        "url": "https://codeforces.com/problemset/problem/1234/A",
    } | changes


def _only(reading: RowReading) -> Any:
    assert reading.dropped == ()
    (cases,) = reading.kept
    return cases


def test_a_submission_becomes_a_program_with_its_smallest_whole_tests_first() -> None:
    cases = _only(matrixstudio(_matrixstudio(), TAKE))
    assert [case.stdin for case in cases] == ["4", "1000\r\n"]
    program = cases[0].program
    assert program.code == "n = int(input())\nprint(n * 2)\n"
    assert (program.domain, program.family, program.entry_point) == ("competition", "codeforces/1234A", None)
    assert program.license == "MIT"
    assert program.url == "https://codeforces.com/problemset/problem/1234/A"
    assert program.statement == ("Print twice the number.\n\nInput\n\nA number.\n\nOutput\n\nTwice the number.")
    assert matrixstudio(_matrixstudio(), Take(tests=1)).kept == (cases[:1],)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"verdict": "WRONG_ANSWER"}, "not_accepted"),
        ({"programmingLanguage": "Python 2"}, "not_python3"),
        ({"code": "print 2 * input()"}, "not_python3"),
        ({"code": "print(2 * int(raw_input()))"}, "not_python3"),
        ({"code": "  \n"}, "no_code"),
        ({"code": DOUBLE + "#" * 6000}, "code_too_long"),
        ({"test_cases": []}, "no_tests"),
        ({"test_cases": [{"input": "1 2 3 ...", "output": "6"}]}, "no_tests"),
        ({"test_cases": [{"input": "9" * 2000, "output": "1"}]}, "tests_too_long"),
        ({"tags": ["interactive", "binary search"]}, "interactive"),
    ],
)
def test_what_a_submission_is_dropped_for(changes: dict[str, object], reason: str) -> None:
    assert matrixstudio(_matrixstudio(**changes), TAKE) == RowReading(dropped=(reason,))
    assert reason in REASONS


def test_submissions_are_joined_with_their_problems() -> None:
    submissions = [_open_r1(), _open_r1(problem_id="9/Z"), _open_r1(verdict="TIME_LIMIT_EXCEEDED")]
    result = harvest("codeforces_submissions", joined(submissions, [_open_r1_problem()]))
    assert [[case.stdin for case in cases] for cases in result.kept] == [["4", "-3"]]
    assert result.kept[0][0].program.family == "codeforces/1234A"
    assert result.dropped == {"no_problem": 1, "not_accepted": 1}
    assert (result.rows, result.solutions) == (3, 3)


@pytest.mark.parametrize(
    ("changes", "reason"), [({"interaction_format": "Ask."}, "interactive"), ({"input_mode": "file"}, "reads_files")]
)
def test_problems_that_are_not_plain_stdin(changes: dict[str, object], reason: str) -> None:
    row = _open_r1(problem=_open_r1_problem(**changes))
    assert open_r1(row, TAKE) == RowReading(dropped=(reason,))


def test_a_problem_with_solutions_in_several_languages() -> None:
    reading = code_contests(_contests(), TAKE)
    assert sorted(reading.dropped) == ["duplicate", "not_python3", "not_python3"]
    (cases,) = reading.kept
    assert [case.expected for case in cases] == ["8\n", "22\n", "246\n"]
    assert cases[0].program.family == "codeforces/1234A"
    other = code_contests(_contests(source=5, name="p00001 Doubling It", cf_index=""), TAKE)
    assert other.kept[0][0].program.family == "code_contests/p00001-doubling-it"
    assert set(code_contests(_contests(input_file="in.txt"), TAKE).dropped) == {"reads_files", "not_python3"}
    foreign = _contests(solutions={"language": [2], "solution": ["int main(){}"]})
    assert code_contests(foreign, TAKE).dropped == ("not_python3",)
    assert code_contests(_contests(solutions={"language": [], "solution": []}), TAKE).dropped == ("no_code",)
    uneven = _contests(solutions={"language": [3], "solution": [DOUBLE, DOUBLE]})
    assert code_contests(uneven, TAKE).dropped == ("malformed", "malformed")
    uneven = _contests(private_tests={"input": ["1\n"], "output": []})
    assert sorted(code_contests(uneven, TAKE).dropped) == ["malformed", "malformed", "not_python3", "not_python3"]


def test_solutions_and_tests_as_json_text() -> None:
    reading = taco(_taco(), TAKE)
    assert [cases[0].program.code for cases in reading.kept] == [DOUBLE, "n = int(input())\nprint(n + n)\n"]
    assert [(case.stdin, case.expected) for case in reading.kept[0]] == [("4\n", "8\n"), ("5\n", "10\n")]
    assert reading.kept[0][0].program.family == "codeforces/1234A"
    assert reading.kept[0][0].program.license == "Apache-2.0"
    assert taco(_taco(), Take(solutions=1)).dropped == ("surplus",)
    without = _taco(url=None)
    del without["source"]
    assert taco(without, TAKE).kept[0][0].program.family.startswith("taco/")


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"solutions": "[1, 2"}, ("malformed",)),
        ({"input_output": "[]"}, ("malformed",)),
        ({"solutions": "[]"}, ("no_code",)),
        ({"input_output": ""}, ("no_tests", "no_tests")),
        ({"input_output": '{"inputs": ["1"], "outputs": []}'}, ("malformed", "malformed")),
        ({"input_output": '{"fn_name": "f", "inputs": [[1]], "outputs": [[2]]}'}, ("calls_a_function",) * 2),
    ],
)
def test_rows_with_json_text_that_are_dropped(changes: dict[str, object], reasons: tuple[str, ...]) -> None:
    assert taco(_taco(**changes), TAKE) == RowReading(dropped=reasons)


def test_programs_of_test_splits_say_so_and_are_held_out() -> None:
    def where(**named: str) -> str:
        ((case, *_), *_) = harvest(
            "taco", [_taco(source=named.get("says", "codeforces"))], split=named.get("split", "")
        ).kept
        return held_out(case.program)

    assert where() == ""
    assert where(split="test") == "taco"
    assert where(says="taco-test") == "taco", "what a row says of itself counts, whatever the file is said to be"
    for one in SETS.values():
        assert not is_held_out(one.split)
        assert all(is_held_out(split) for split in list(one.splits)[1:])


@pytest.mark.parametrize("name", SETS)
def test_every_set_tells_what_it_keeps_and_drops(name: str) -> None:
    one = SETS[name]
    assert set(one.reasons) <= set(REASONS)
    assert one.kept
    assert one.license
    assert one.columns


def test_rows_are_read_up_to_a_limit_or_until_there_are_enough_cases() -> None:
    rows = [_taco(url=f"https://codeforces.com/problemset/problem/{number}/A") for number in range(1, 9)]
    assert harvest("taco", iter(rows), limit=3).rows == 3
    result = harvest("taco", iter(rows), enough=9)  # two solutions with two tests each in a row
    assert (result.rows, result.cases) == (3, 12)
    assert result.source == "BAAI/TACO (train)"


def test_what_is_not_taken_is_told_by_row() -> None:
    result = harvest("taco", [_taco(), _taco(solutions="[]"), _taco()])
    assert result.refused == [(2, "no_code", 1), (3, "duplicate", 1), (3, "duplicate", 1)]
    assert sum(count for _, _, count in result.refused) == result.dropped.total() == result.solutions - len(result.kept)


def test_rows_that_repeat_a_solution() -> None:
    result = harvest("codeforces_python", [_matrixstudio(), _matrixstudio(), _matrixstudio(index="B")])
    assert [cases[0].program.family for cases in result.kept] == ["codeforces/1234A", "codeforces/1234B"]
    assert result.dropped == {"duplicate": 1}
    assert result.solutions == 3


def test_a_set_with_another_schema_is_an_error_not_a_heap_of_drops() -> None:
    row = _matrixstudio()
    del row["verdict"]
    with pytest.raises(InputError, match="expected a column 'verdict', got the columns"):
        matrixstudio(row, TAKE)
    with pytest.raises(InputError, match="expected text, got int"):
        matrixstudio(_matrixstudio(verdict=1), TAKE)
    with pytest.raises(InputError, match="expected a list, got str"):
        matrixstudio(_matrixstudio(test_cases="none"), TAKE)
    with pytest.raises(InputError, match=r"expected a column 'verdict', got the columns .* \(rows.jsonl, row 2\)"):
        harvest("codeforces_python", [_matrixstudio(), row], where="rows.jsonl")
    with pytest.raises(InputError, match=r"got int \(MatrixStudio/\S+, row 1, column 'verdict'\)"):
        harvest("codeforces_python", [_matrixstudio(verdict=1)])
    with pytest.raises(
        InputError, match=r"expected columns 'solutions', 'input_output', got the columns \['question'\]"
    ):
        harvest("taco", [{"question": "?"}])
    lacking = {column: "" for column in PROBLEM_COLUMNS if column != "official_tests"}
    with pytest.raises(InputError, match=r"expected a column 'official_tests'.*the problems, row 1"):
        list(joined([_open_r1()], [lacking]))
    with pytest.raises(InputError, match="expected a split from train, test, got 'dev'"):
        harvest("taco", [], split="dev")
    with pytest.raises(InputError, match="expected a reader that runs programs"):
        harvest("openmath", [])
    with pytest.raises(InputError, match="expected a set from codeforces_python"):
        hub_set("nothing")
    with pytest.raises(ValueError, match="expected a reason"):
        RowReading(dropped=("because",))


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("print(1)", True),
        ("xrange = range\nfor i in xrange(3): print(i)", True),
        ("from six.moves import xrange\nprint(xrange)", True),
        ("def f(raw_input): return raw_input", True),
        ("import re\nprint(re.match('\\d', '1'))", True),
        ("for i in xrange(3): print(i)", False),
        ("print 1", False),
        ("x = '\0'", False),
    ],
)
def test_which_code_counts_as_python_3(code: str, verdict: bool) -> None:
    assert is_python3(code) is verdict


def test_damaged_text() -> None:
    assert matrixstudio(_matrixstudio(code="print('\ud800')"), TAKE).dropped == ("not_python3",)
    damaged = _taco(
        question="\ud800", url=None, input_output=json.dumps({"inputs": ["4", "\udfff"], "outputs": ["8", ""]})
    )
    assert [case.stdin for case in taco(damaged, TAKE).kept[0]] == ["4"]


DATA = os.environ.get("TRACEPILE_TEST_DATA")


@pytest.mark.skipif(DATA is None, reason="needs TRACEPILE_TEST_DATA")
def test_real_rows_of_taco() -> None:
    assert DATA is not None
    with (Path(DATA) / "programs" / "taco_sample.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    found = harvest("taco", rows)
    assert (found.rows, found.solutions, len(found.kept)) == (241, 241, 241)
    assert all(cases[0].expected for cases in found.kept)
    assert {held_out(cases[0].program) for cases in found.kept} == {"taco"}
