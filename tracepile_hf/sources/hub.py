"""Sets on the Hugging Face Hub that programs can be taken from: an explicit table, and the count of what each row gave.

Everything works on rows at hand; loading.py has them from a file or from the Hub. Programs say in `source` which set
and split they are from, by which a build keeps those of test splits out unless it is told their name.

A further set is one entry here and one function from a row to a `RowReading` in a module of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.records import Case
from tracepile_hf.sources import archives, openmath
from tracepile_hf.sources.benchmarks import HELD_OUT_SPLITS, source_of
from tracepile_hf.sources.rows import Reader, Row, Take, demand_columns, label


@dataclass(frozen=True, slots=True)
class HubSet:
    """A set on the Hub: where it is, under which licence, what it holds, and how one of its rows is read."""

    path: str
    license: str
    splits: Mapping[str, str]  # name -> how many rows, as the set's page says; the first is the one taken
    columns: tuple[str, ...]  # that every row must have; others are read where there are any
    kept: str
    reasons: tuple[str, ...]  # of rows.REASONS, for which solutions are dropped
    read: Reader | None = None  # none: a row's program has to run before it is known whether it is kept
    config: str = ""
    files: str = ""  # "FORMAT:PATTERN" of the files of a split, where the set's page does not lead to them
    problems: str = ""  # the set that holds the problems of these submissions; see `joined`

    @property
    def split(self) -> str:
        """The split that is taken if none is named."""
        return next(iter(self.splits))


_SUBMISSION: Final = "an accepted Python 3 submission, on the smallest of its problem's tests"
_SOLUTIONS: Final = "the shortest accepted Python 3 solutions of each problem, on the smallest of its tests"
_OF_CODE: Final = ("no_code", "not_python3", "code_too_long", "no_tests", "tests_too_long", "duplicate")
SETS: Final[dict[str, HubSet]] = {
    "codeforces_python": HubSet(
        archives.MATRIXSTUDIO,
        archives.MIT,
        {"train": "621,356", "test": "69,040"},
        (
            *("contestId", "index", "tags", "problem-description", "input-specification", "output-specification"),
            *("note", "test_cases", "programmingLanguage", "verdict", "code"),
        ),
        _SUBMISSION,
        ("not_accepted", "interactive", *_OF_CODE),
        archives.matrixstudio,
    ),
    "codeforces_submissions": HubSet(
        archives.OPEN_R1,
        archives.CC_BY,
        {"train": "12,591,518, of which the accepted ones that ran are taken (config selected_accepted, 74 MB)"},
        ("source", "contestId", "problem_index", "programmingLanguage", "verdict", "problem_id"),
        _SUBMISSION,
        ("not_accepted", "no_problem", "interactive", "reads_files", *_OF_CODE),
        archives.open_r1,
        config="selected_accepted",
        problems="open-r1/codeforces",
    ),
    "code_contests": HubSet(
        archives.CODE_CONTESTS,
        archives.CC_BY,
        {"train": "3,760", "valid": "117", "test": "165"},
        (
            *("name", "description", "public_tests", "private_tests", "generated_tests", "source", "solutions"),
            *("cf_contest_id", "cf_index", "input_file", "output_file"),
        ),
        _SOLUTIONS,
        ("reads_files", "malformed", "surplus", *_OF_CODE),
        archives.code_contests,
    ),
    "taco": HubSet(
        archives.TACO,
        archives.APACHE,
        {"train": "25,443", "test": "1,000"},
        ("question", "solutions", "input_output"),
        _SOLUTIONS,
        ("malformed", "calls_a_function", "surplus", *_OF_CODE),
        archives.taco,
        files="arrow:{split}/*.arrow",
    ),
    "openmath": HubSet(
        openmath.SOURCE,
        openmath.LICENSE,
        {"train": "1.8 million right solutions, 1.3 GB", "validation": "0.2 GB of right solutions"},
        ("question", "generated_solution", "expected_answer"),
        "a solution's code blocks joined as one program, if it was run and printed the expected answer last",
        tuple(reason for reason in openmath.DROPPED if reason != "too_easy"),
        files="json:correct_solutions/{split}.jsonl",
    ),
}
# What of a problem's row is read beside its submissions; `id` is what they name it by.
PROBLEM_COLUMNS: Final = (
    *("id", "description", "input_format", "output_format", "interaction_format", "note", "examples"),
    *("official_tests", "input_mode"),
)


@dataclass(slots=True)
class Harvest:
    """What the rows of a set gave: the cases of each program kept, and how many solutions were dropped, by reason."""

    source: str = ""  # the set, with its split
    rows: int = 0
    kept: list[tuple[Case, ...]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, str, int]] = field(default_factory=list)  # row (from 1), reason, solutions

    @property
    def solutions(self) -> int:
        """How many solutions the rows offered: those kept and those dropped."""
        return len(self.kept) + self.dropped.total()

    @property
    def cases(self) -> int:
        """How many cases the programs kept have, all together."""
        return sum(map(len, self.kept))

    def drop(self, reason: str, count: int = 1) -> None:
        """Count solutions of the row that was read last."""
        self.dropped[reason] += count
        self.refused.append((self.rows, reason, count))


def hub_set(name: str) -> HubSet:
    """The entry of that name; InputError names those there are."""
    try:
        return SETS[name]
    except KeyError:
        raise InputError(f"a set from {', '.join(SETS)}", repr(name), "the table of Hub sets") from None


def split_of_set(one: HubSet, split: str) -> str:
    """The split asked for, or the one that is taken if none is; InputError names those there are."""
    if split and split not in one.splits:
        raise InputError(f"a split from {', '.join(one.splits)}", repr(split), one.path)
    return split or one.split


def is_held_out(split: str) -> bool:
    """Whether programs of this split are kept out of training data unless they are asked for by name."""
    return split in HELD_OUT_SPLITS


def harvest(
    name: str,
    rows: Iterable[Row],
    take: Take | None = None,
    *,
    split: str = "",
    where: str = "",
    read: Reader | None = None,
    limit: int | None = None,
    enough: int | None = None,
) -> Harvest:
    """Read rows of the set called `name`: programs kept, in order of the rows, and a reason for every other solution.

    Two rows may offer the same solution of the same problem: the first one is kept, the others are duplicates. `read`
    reads the rows of sets whose programs have to run. At most `limit` rows are read, and none after those kept have
    `enough` cases. Errors: InputError, with the row's number, for a row without the columns of this set.
    """
    one = hub_set(name)
    split = split_of_set(one, split)
    reader = one.read or read
    if reader is None:
        raise InputError("a reader that runs programs", "none", name)
    result = Harvest(source_of(one.path, split))
    seen: set[str] = set()
    for row in islice(rows, limit):
        result.rows += 1
        try:
            demand_columns(row, one.columns)
            reading = reader(row, take or Take())
        except InputError as error:
            raise _at(error, f"{where or one.path}, row {result.rows}") from error
        for reason, count in Counter(reading.dropped).items():
            result.drop(reason, count)
        for cases in reading.kept:
            if cases[0].program.id in seen:
                result.drop("duplicate")
            else:
                seen.add(cases[0].program.id)
                result.kept.append(_marked(cases, reading.split or split))
        if enough is not None and result.cases >= enough:
            break
    return result


def _at(error: InputError, row: str) -> InputError:
    """The error of a reader, which knows the column at most, with the row that it was in."""
    return InputError(error.expected, error.got, f"{row}, {error.where}" if error.where.startswith("column") else row)


def _marked(cases: tuple[Case, ...], split: str) -> tuple[Case, ...]:
    """The cases with their split in the program's source, by which `build` knows that they are held out."""
    program = replace(cases[0].program, source=source_of(cases[0].program.source, split))
    return tuple(replace(case, program=program) for case in cases)


def joined(submissions: Iterable[Row], problems: Iterable[Row]) -> Iterator[Row]:
    """Rows of open-r1/codeforces-submissions with their row of open-r1/codeforces (or None) under `problem`.

    All problems are held in memory. Errors: InputError, with its number, for a problem without the columns of its set.
    """
    by_id: dict[str, Row] = {}
    for number, problem in enumerate(problems, start=1):
        try:
            demand_columns(problem, PROBLEM_COLUMNS)
        except InputError as error:
            raise _at(error, f"the problems, row {number}") from error
        by_id[label(problem, "id")] = {column: problem[column] for column in PROBLEM_COLUMNS}
    for submission in submissions:
        yield {**submission, "problem": by_id.get(str(submission.get("problem_id")))}
