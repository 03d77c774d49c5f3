"""Rows of other people's sets: how a row is read, what is taken from it, and why the rest is dropped.

An adapter is a pure function from a row (and a `Take`) to a `RowReading`. It counts in solutions: each that a row
offers is either kept, with the cases it will run on, or dropped for one reason of the closed list below; a row that
offers none counts as one. A column that is missing or of another type is an error, since then the set is not what the
adapter was written for.

This module does not fetch rows (loading.py) and knows no set (hub.py has the table).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tracepile_hf.errors import InputError
from tracepile_hf.records import Case

Row: TypeAlias = Mapping[str, object]

REASONS: Final[dict[str, str]] = {
    "malformed": "a column that holds JSON text does not hold it, or columns that belong together differ in length",
    "no_problem": "the submission's problem is not at hand",
    "no_code": "the row offers no solution",
    "not_accepted": "the solution was not judged right",
    "not_python3": "the solution is in another language or does not parse as Python 3",
    "code_too_long": "the solution is longer than wanted",
    "duplicate": "the same solution of the same problem was offered before",
    "surplus": "the row has given enough solutions",
    "reads_files": "the problem wants its input read from a file",
    "interactive": "the judge answers while the program runs",
    "calls_a_function": "the tests call a function or a method instead of giving stdin",
    "no_tests": "no complete test is at hand",
    "tests_too_long": "even the smallest test is longer than wanted",
    # Of solutions with code in prose, whose program has to give the answer (openmath.py):
    "not_correct": "the row says that its solution is wrong",
    "does_not_parse": "the joined code is not Python 3",
    "too_long": "the joined code is longer than wanted",
    "module": "the code imports something that its runs are not meant to need",
    "reads_input": "the code wants input or files",
    "run_failed": "running the code did not finish",
    "timed_out": "running the code reached the limit of time twice",
    "no_output": "the code prints nothing",
    "other_answer": "what is printed last is not the expected answer",
    "too_easy": "the reference model answers the question right every time",
}


@dataclass(frozen=True, slots=True)
class Take:
    """How much of a row is wanted: the shortest solutions, and of the tests the smallest. Lengths are in characters."""

    solutions: int = 3
    tests: int = 8
    longest_code: int = 6000
    longest_test: int = 2000  # input and output together


@dataclass(frozen=True, slots=True)
class RowReading:
    """What a row gave: the cases of each program kept, and one reason for each solution that was not.

    `split` is what the row itself says of its split; empty: it says nothing.
    """

    kept: tuple[tuple[Case, ...], ...] = ()
    dropped: tuple[str, ...] = ()
    split: str = ""

    def __post_init__(self) -> None:
        for reason in self.dropped:
            if reason not in REASONS:
                raise ValueError(f"expected a reason from {', '.join(REASONS)}, got {reason!r}")


Reader: TypeAlias = Callable[[Row, Take], RowReading]


def demand_columns(row: Row, columns: Sequence[str]) -> None:
    """InputError that names every column which a row lacks, and those that it has."""
    missing = [column for column in columns if column not in row]
    if missing:
        names = ", ".join(map(repr, missing))
        raise InputError(f"a column {names}" if len(missing) == 1 else f"columns {names}", _columns_of(row), "a row")


def text(row: Row, column: str) -> str:
    """The text in a column; nothing there counts as empty text."""
    value = _value(row, column)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _unlike("text", value, column)
    return value


def label(row: Row, column: str) -> str:
    """A number or a name as text: sets disagree on whether a contest is 1000 or '1000'."""
    value = _value(row, column)
    if not isinstance(value, str | int):
        raise _unlike("text or a whole number", value, column)
    return str(value)


def items(row: Row, column: str) -> Sequence[object]:
    """The items of a list; nothing there counts as an empty list."""
    value = _value(row, column)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise _unlike("a list", value, column)
    return value


def inner(row: Row, column: str) -> Row:
    """A column that is itself a row."""
    value = _value(row, column)
    if not isinstance(value, Mapping):
        raise _unlike("an object", value, column)
    return value


def inner_rows(row: Row, column: str) -> Iterable[Row]:
    """A column that is a list of rows."""
    for item in items(row, column):
        if not isinstance(item, Mapping):
            raise _unlike("a list of objects", item, column)
        yield item


def _value(row: Row, column: str) -> object:
    try:
        return row[column]
    except KeyError:
        raise InputError(f"a column {column!r}", _columns_of(row), "a row of a set") from None


def _columns_of(row: Row) -> str:
    return f"the columns {sorted(row)}" if row else "a row without columns"


def _unlike(expected: str, value: object, column: str) -> InputError:
    return InputError(expected, type(value).__name__, f"column {column!r}")
