"""Programs taken from a set of other people's: its rows, from a file or from the Hub, read as sources/hub.py says.

Where it takes a run to know whether a solution is kept (OpenMathInstruct: does it print the expected answer?), the
program runs here, in the jail, and a second time when the corpus is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.sources import openmath
from tracepile_hf.sources.answers import same_answer
from tracepile_hf.sources.hub import Harvest, HubSet, harvest, hub_set, joined, split_of_set
from tracepile_hf.sources.loading import rows_of_file, rows_of_hub
from tracepile_hf.sources.rows import Reader, Row, Take

LIMITS: Final = Limits(seconds=20.0, steps=20_000)
GENEROUS: Final = 3  # cases to read for each row that is wanted: not every one becomes a row
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to take: a set by name, from the Hub or from a file, and how much of it."""

    name: str
    split: str = ""  # of the set; also what a file's rows are of
    rows: Path | None = None  # a file or a folder; none: from the Hub
    problems: Path | None = None  # of submissions that come without their problems
    take: Take = field(default_factory=Take)
    limit: int | None = None  # rows to read at most
    samples: int | None = None  # rows wanted of the corpus: no more is read than is likely to give them


def taken(request: Request, progress: Progress | None = None, allow_weak_jail: bool = False) -> Harvest:
    """The programs of a set, and a reason for every solution that is not among them.

    `progress(done, planned)` is called as rows are read. Errors: InputError for a set, split, file or row that is not
    as expected, or when the Hub cannot be reached; SandboxError without a jail, where programs have to run.
    """
    one = hub_set(request.name)
    split = split_of_set(one, request.split)
    if request.problems is not None and not one.problems:
        raise InputError("--problems for a set of submissions alone", request.name, "--problems")
    with ExitStack() as opened:
        rows = opened.enter_context(_rows(request, one, split))
        read = None if one.read is not None else opened.enter_context(_running(allow_weak_jail))
        return harvest(
            request.name,
            _counted(rows, request.limit, progress),
            request.take,
            split=split,
            where="" if request.rows is None else str(request.rows),
            read=read,
            limit=request.limit,
            enough=None if request.samples is None or request.limit is not None else GENEROUS * request.samples,
        )


@contextmanager
def _rows(request: Request, one: HubSet, split: str) -> Iterator[Iterator[Row]]:
    with ExitStack() as opened:
        if request.rows is None:
            rows = opened.enter_context(rows_of_hub(one, split))
        else:
            rows = opened.enter_context(rows_of_file(request.rows))
        if one.problems and (request.rows is None or request.problems is not None):
            rows = joined(rows, opened.enter_context(_problems(request, one)))
        elif one.problems:
            rows = _with_problems(rows, one, request)
        yield rows


@contextmanager
def _problems(request: Request, one: HubSet) -> Iterator[Iterator[Row]]:
    if request.problems is not None:
        with rows_of_file(request.problems) as rows:
            yield rows
    else:
        with rows_of_hub(HubSet(one.problems, one.license, {"train": ""}, (), "", ()), "train") as rows:
            yield rows


def _with_problems(rows: Iterator[Row], one: HubSet, request: Request) -> Iterator[Row]:
    """Rows that must have their problems with them, in a column of that name."""
    for row in rows:
        if "problem" not in row:
            wanted = f"--problems with a file of {one.problems}, or a column 'problem' in every row"
            raise InputError(wanted, "neither", str(request.rows))
        yield row


@contextmanager
def _running(allow_weak_jail: bool) -> Iterator[Reader]:
    with Tracer("default", allow_weak_jail=allow_weak_jail) as tracer:

        def run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
            return tracer.run(program, cases, limits=LIMITS)

        yield openmath.reader(run, same_answer)


def _counted(rows: Iterator[Row], limit: int | None, progress: Progress | None) -> Iterator[Row]:
    for done, row in enumerate(rows, start=1):
        if progress is not None:
            progress(done, max(done, limit or 0))
        yield row
