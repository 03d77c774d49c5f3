"""Adapters for archives of competition problems on the Hub: a row in, programs with cases or reasons out.

Schemas as of 2025: MatrixStudio/Codeforces-Python-Submissions (a row is a submission with its problem's tests),
open-r1/codeforces-submissions (a row is a submission; `hub.joined` puts its problem, a row of open-r1/codeforces, under
`problem`), deepmind/code_contests and BAAI/TACO (a row is a problem with many solutions).

This module does not fetch anything and does not run what it reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from tracepile_hf.sources.judged import Problem, digest, solved
from tracepile_hf.sources.rows import Row, RowReading, Take, inner, inner_rows, items, label, text

Tests: TypeAlias = list[tuple[str, str]]

MATRIXSTUDIO: Final = "MatrixStudio/Codeforces-Python-Submissions"
OPEN_R1: Final = "open-r1/codeforces-submissions"
CODE_CONTESTS: Final = "deepmind/code_contests"
TACO: Final = "BAAI/TACO"

MIT: Final = "MIT"
CC_BY: Final = "CC-BY-4.0"
APACHE: Final = "Apache-2.0"

# Of the class labels of code_contests: the language, and the site a problem comes from.
CODE_CONTESTS_PYTHON3: Final = 3
CODE_CONTESTS_CODEFORCES: Final = 2


def matrixstudio(row: Row, take: Take) -> RowReading:
    """MatrixStudio/Codeforces-Python-Submissions: a submission with its problem's statement and tests."""
    reason = _refused(text(row, "verdict"), text(row, "programmingLanguage"))
    if not reason and "interactive" in items(row, "tags"):
        reason = "interactive"
    if reason:
        return RowReading(dropped=(reason,))
    contest, index = label(row, "contestId"), label(row, "index")
    parts = (text(row, "problem-description"), text(row, "input-specification"), text(row, "output-specification"))
    problem = _codeforces(MATRIXSTUDIO, MIT, contest, index, _statement(*parts, text(row, "note")))
    return solved(problem, [text(row, "code")], _pairs(inner_rows(row, "test_cases")), take)


def open_r1(row: Row, take: Take) -> RowReading:
    """open-r1/codeforces-submissions joined with open-r1/codeforces: a submission, its problem under `problem`."""
    reason = _refused(text(row, "verdict"), text(row, "programmingLanguage"))
    if not reason and row.get("problem") is None:
        reason = "no_problem"
    if reason:
        return RowReading(dropped=(reason,))
    task = inner(row, "problem")
    if text(task, "interaction_format"):
        return RowReading(dropped=("interactive",))
    if text(task, "input_mode") not in ("", "stdio"):
        return RowReading(dropped=("reads_files",))
    parts = (text(task, "description"), text(task, "input_format"), text(task, "output_format"), text(task, "note"))
    contest, index = label(row, "contestId"), label(row, "problem_index")
    problem = _codeforces(OPEN_R1, CC_BY, contest, index, _statement(*parts))
    tests = [*_pairs(inner_rows(task, "examples")), *_pairs(inner_rows(task, "official_tests"))]
    return solved(problem, [text(row, "source")], tests, take)


def code_contests(row: Row, take: Take) -> RowReading:
    """deepmind/code_contests: a problem with accepted solutions in several languages."""
    offered = inner(row, "solutions")
    languages, codes = items(offered, "language"), items(offered, "solution")
    if len(languages) != len(codes):
        return RowReading(dropped=("malformed",) * max(1, len(codes)))
    solutions = [
        str(code) for language, code in zip(languages, codes, strict=True) if language == CODE_CONTESTS_PYTHON3
    ]
    others = ("not_python3",) * (len(codes) - len(solutions))
    if others and not solutions:
        return RowReading(dropped=others)
    if text(row, "input_file") not in ("", "stdin") or text(row, "output_file") not in ("", "stdout"):
        return RowReading(dropped=("reads_files",) * len(solutions) + others)
    tests: Tests = []
    for group in ("public_tests", "private_tests", "generated_tests"):
        inputs, outputs = items(inner(row, group), "input"), items(inner(row, group), "output")
        if len(inputs) != len(outputs):
            return RowReading(dropped=("malformed",) * len(solutions) + others)
        tests += zip(map(str, inputs), map(str, outputs), strict=True)
    reading = solved(_contests_problem(row), solutions, tests, take)
    return RowReading(reading.kept, reading.dropped + others)


def taco(row: Row, take: Take) -> RowReading:
    """BAAI/TACO: solutions and tests are JSON text. Rows that say that they are test rows are marked as such."""
    split = "test" if text({"source": None, **row}, "source") == "taco-test" else ""
    reading = _taco(row, take)
    return RowReading(reading.kept, reading.dropped, split)


def _taco(row: Row, take: Take) -> RowReading:
    try:
        solutions = json.loads(text(row, "solutions") or "[]")
        tests = json.loads(text(row, "input_output") or "{}")
    except (ValueError, RecursionError):
        return RowReading(dropped=("malformed",))
    if not isinstance(solutions, list) or not isinstance(tests, dict):
        return RowReading(dropped=("malformed",))
    if "fn_name" in tests:
        return RowReading(dropped=("calls_a_function",) * max(1, len(solutions)))
    inputs, outputs = tests.get("inputs", []), tests.get("outputs", [])
    if not isinstance(inputs, list) or not isinstance(outputs, list) or len(inputs) != len(outputs):
        return RowReading(dropped=("malformed",) * max(1, len(solutions)))
    pairs = [(_as_text(given), _as_text(wanted)) for given, wanted in zip(inputs, outputs, strict=True)]
    return solved(_taco_problem(row), map(str, solutions), pairs, take)


def _refused(verdict: str, language: str) -> str:
    if verdict != "OK":
        return "not_accepted"
    return "" if language.startswith(("Python 3", "PyPy 3")) else "not_python3"


def _codeforces(source: str, licence: str, contest: str, index: str, statement: str) -> Problem:
    url = f"https://codeforces.com/problemset/problem/{contest}/{index}"
    return Problem(source, f"codeforces/{contest}{index}", licence, url, statement)


def _contests_problem(row: Row) -> Problem:
    statement = text(row, "description").strip()
    if row.get("source") == CODE_CONTESTS_CODEFORCES:
        return _codeforces(CODE_CONTESTS, CC_BY, label(row, "cf_contest_id"), label(row, "cf_index"), statement)
    name = re.sub(r"[^a-z0-9]+", "-", text(row, "name").lower()).strip("-")
    return Problem(CODE_CONTESTS, f"code_contests/{name or digest(statement)}", CC_BY, "", statement)


def _taco_problem(row: Row) -> Problem:
    statement = text(row, "question").strip()
    url = text({"url": None, **row}, "url")
    found = re.search(r"/(?:problem|contest)/(\d+)/(?:problem/)?([A-Z]\d?)\b", urlsplit(url).path)
    if found and urlsplit(url).hostname in ("codeforces.com", "www.codeforces.com"):
        return _codeforces(TACO, APACHE, found[1], found[2], statement)
    return Problem(TACO, f"taco/{digest(' '.join(statement.split()))}", APACHE, url, statement)


def _statement(description: str, given: str, wanted: str, note: str) -> str:
    parts = [("", description), ("Input\n\n", given), ("Output\n\n", wanted), ("Note\n\n", note)]
    return "\n\n".join(title + part.strip() for title, part in parts if part.strip())


def _pairs(tests: Iterable[Row]) -> Tests:
    return [(text(test, "input"), text(test, "output")) for test in tests]


def _as_text(given: object) -> str:
    """Some inputs are lists of lines."""
    if isinstance(given, Sequence) and not isinstance(given, str):
        return "\n".join(map(str, given)) + "\n"
    return str(given)
