"""Sets on the Hugging Face Hub that programs can be taken from: an explicit table, and the count of what each row gave.

Everything works on rows at hand, so that it can be tried and tested with no network. To fetch rows, a caller uses
`datasets.load_dataset(one.path, one.config or None, split=one.split, streaming=True)` with the fields of an entry.
Entries marked `held_out` are test splits: they are read when asked for by name. Programs say in `source` which set and
split they are from, and a build refuses those of test splits unless it is told their name, too.

A further set is one entry here and one function from a row to a `Reading` in a module of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.records import Case
from tracepile_hf.sources import archives
from tracepile_hf.sources.benchmarks import source_of
from tracepile_hf.sources.rows import Reader, Row, Take, label


@dataclass(frozen=True, slots=True)
class HubSet:
    """A set on the Hub: where it is, under which licence, and how one of its rows is read."""

    path: str
    split: str
    license: str
    read: Reader
    config: str = ""
    problems: str = ""  # the set that holds the problems of these submissions; see `joined`
    domain: str = "competition"
    held_out: bool = False


SETS: Final[dict[str, HubSet]] = {
    "codeforces_python": HubSet(archives.MATRIXSTUDIO, "train", archives.MIT, archives.matrixstudio),
    "codeforces_submissions": HubSet(
        archives.OPEN_R1, "train", archives.CC_BY, archives.open_r1, "selected_accepted", problems="open-r1/codeforces"
    ),
    "code_contests": HubSet(archives.CODE_CONTESTS, "train", archives.CC_BY, archives.code_contests),
    "code_contests_valid": HubSet(
        archives.CODE_CONTESTS, "valid", archives.CC_BY, archives.code_contests, held_out=True
    ),
    "code_contests_test": HubSet(archives.CODE_CONTESTS, "test", archives.CC_BY, archives.code_contests, held_out=True),
    "taco": HubSet(archives.TACO, "train", archives.APACHE, archives.taco),
    "taco_test": HubSet(archives.TACO, "test", archives.APACHE, archives.taco_test, held_out=True),
}


@dataclass(slots=True)
class Harvest:
    """What the rows of a set gave: the cases of each program kept, and how many solutions were dropped, by reason."""

    rows: int = 0
    kept: list[tuple[Case, ...]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def solutions(self) -> int:
        """How many solutions the rows offered: those kept and those dropped."""
        return len(self.kept) + self.dropped.total()


def hub_set(name: str) -> HubSet:
    """The entry of that name; InputError names those there are."""
    try:
        return SETS[name]
    except KeyError:
        raise InputError(f"a set from {', '.join(SETS)}", repr(name), "the table of Hub sets") from None


def harvest(name: str, rows: Iterable[Row], take: Take | None = None) -> Harvest:
    """Read rows of the set called `name`: programs kept, in order of the rows, and a reason for every other solution.

    Two rows may offer the same solution of the same problem: the first one is kept, the others are duplicates.
    """
    one = hub_set(name)
    result = Harvest()
    seen: set[str] = set()
    for row in rows:
        reading = one.read(row, take or Take())
        result.rows += 1
        result.dropped.update(reading.dropped)
        for cases in reading.kept:
            if cases[0].program.id in seen:
                result.dropped["duplicate"] += 1
            else:
                seen.add(cases[0].program.id)
                result.kept.append(_marked(cases, one.split))
    return result


def _marked(cases: tuple[Case, ...], split: str) -> tuple[Case, ...]:
    """The cases with their split in the program's source, by which `build` knows that they are held out."""
    program = replace(cases[0].program, source=source_of(cases[0].program.source, split))
    return tuple(replace(case, program=program) for case in cases)


def joined(submissions: Iterable[Row], problems: Iterable[Row]) -> Iterator[Row]:
    """Rows of open-r1/codeforces-submissions with their row of open-r1/codeforces (or None) under `problem`."""
    by_id: Mapping[str, Row] = {label(problem, "id"): problem for problem in problems}
    for submission in submissions:
        yield {**submission, "problem": by_id.get(label(submission, "problem_id"))}
