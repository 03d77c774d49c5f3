"""`tracepile verify`: every row of a built folder run again, asked again and proved again.

A row passes if its digest is that of its content; its program, run in the jail, ends; its question, drawn again from
its seed and id, has the prompt and the answer that stand in the row; and every statement of its rationale is proved. A
config passes if its rows also are those that the ledger counted. Programs are run under the default policy whatever
they claim to be: a folder may come from anywhere. A run that was ended goes on where it stopped (corpus/proved.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

from tracepile_hf import questions
from tracepile_hf.corpus.asking import ask_again
from tracepile_hf.corpus.build import LIMITS
from tracepile_hf.corpus.ledger import Ledger, read_ledger
from tracepile_hf.corpus.making import traces_of
from tracepile_hf.corpus.parquet import built_configs, read_rows, rows_in, split_files
from tracepile_hf.corpus.proved import Proved, digest_of_batch, proved_before
from tracepile_hf.corpus.raw import SUFFIX, faults
from tracepile_hf.corpus.rows import Row, case_of, digest_of, item_of
from tracepile_hf.corpus.running import crew
from tracepile_hf.engine import Done, Engine, Piece, in_order
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.quality.splits import split_of
from tracepile_hf.records import DETAILS, TOLD_KINDS, VIEWS, Run, Trace
from tracepile_hf.tokens import ESTIMATE, estimated
from tracepile_hf.verification import verify

_BATCH: Final = 64
_AHEAD: Final = 256  # batches that may be checked beyond the oldest that is not
Progress = Callable[[int, int], None]
Checked = tuple[str, int, int, list[tuple[str, str]]]  # see check_rows


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with one row, or with a config as a whole (then `row` is empty)."""

    config: str
    split: str
    row: str
    message: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.config, self.split, self.row) if part)
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one split, checked together. `known`: what that came to before, and then no rows."""

    split: str
    digest: str
    rows: list[Row]
    known: Checked | None


@dataclass
class Report:
    """What verifying a folder came to."""

    rows: int = 0
    claims: int = 0
    failures: list[Failure] = field(default_factory=list)


def verify_folder(
    folder: str | Path,
    workers: int = 1,
    progress: Progress | None = None,
    allow_weak_jail: bool = False,
    sample: int | None = None,
    seed: int = 0,
) -> Report:
    """Verify every config in a built folder. Raises InputError if there is none.

    `sample`: so many rows are run and proved again, drawn with `seed` from all of them; of the others the digests are
    held against their content. Ledgers are held against all rows.

    Failures are in the order of the rows. Rows whose worker is lost again and again are a failure, together.
    """
    folder = Path(folder)
    configs = built_configs(folder)
    if not configs:
        raise InputError("a folder that `tracepile build` wrote", "no config in it", str(folder))
    report = Report()
    ledgers = {name: _ledger_of(folder / name, name, report) for name in configs}
    drawn = None if sample is None else _drawn(folder, configs, sample, seed)
    kept = sum(ledger.kept for ledger in ledgers.values() if ledger is not None)
    planned = kept if sample is None else min(sample, kept)
    with (
        proved_before(folder, allow_weak_jail) as proved,
        crew(workers, "default", LIMITS, allow_weak_jail) as engine,
    ):
        for name in configs:
            places = None if drawn is None else drawn[name]
            _verify_config(folder / name, name, ledgers[name], engine, proved, report, progress, planned, places)
            _verify_traces(folder / name, name, ledgers[name], engine if sample is None else None, report)
    return report


def _drawn(folder: Path, configs: Sequence[str], sample: int, seed: int) -> dict[str, set[int]]:
    """Config -> the places of the rows that are drawn, counted over its splits in order."""
    sizes: dict[str, int] = {}
    for name in configs:
        try:
            sizes[name] = sum(rows_in(path) for files in split_files(folder / name).values() for path in files)
        except CorpusError:
            sizes[name] = 0  # said when its rows are read
    total = sum(sizes.values())
    places = sorted(Random(seed).sample(range(total), min(sample, total)))
    drawn: dict[str, set[int]] = {}
    first = 0
    for name, size in sizes.items():
        drawn[name] = {place - first for place in places if first <= place < first + size}
        first += size
    return drawn


def _ledger_of(folder: Path, name: str, report: Report) -> Ledger | None:
    try:
        return read_ledger(folder / "ledger.json")
    except CorpusError as error:
        report.failures.append(Failure(name, "", "", str(error)))
        return None


def _verify_traces(folder: Path, name: str, ledger: Ledger | None, engine: Engine[Run] | None, report: Report) -> None:
    """The raw runs beside a config's rows, where there are any."""
    if ledger is None or any(failure.config == name for failure in report.failures):
        return
    try:
        found = [Failure(name + SUFFIX, *fault) for fault in faults(folder, ledger.traces, engine)]
    except CorpusError as error:
        found = [Failure(name + SUFFIX, "", "", str(error))]
    report.failures.extend(found)


def _verify_config(
    folder: Path,
    name: str,
    ledger: Ledger | None,
    engine: Engine[Run],
    proved: Proved,
    report: Report,
    progress: Progress | None,
    planned: int,
    drawn: Collection[int] | None = None,
) -> None:
    counts: Counter[str] = Counter()
    digests = {split: sha256() for split in split_files(folder)}
    ids: set[str] = set()

    def batches() -> Iterator[tuple[str, list[Row]]]:
        for split, files in split_files(folder).items():
            for rows in _batched(files):
                for row in rows:
                    counts[split] += 1
                    digests[split].update(str(row["digest"]).encode())
                    if row["id"] in ids:
                        report.failures.append(Failure(name, split, row["id"], "the id is used twice"))
                    ids.add(row["id"])
                yield split, rows

    def sampled() -> Iterator[tuple[str, list[Row]]]:
        """Batches of the rows that are drawn; of the others what can be told without running them is."""
        waiting: list[Row] = []
        before, place = "", -1
        for split, rows in batches():
            if waiting and split != before:
                yield before, waiting
                waiting = []
            before = split
            for row in rows:
                place += 1
                if drawn is not None and place in drawn:
                    waiting.append(row)
                    continue
                try:
                    _demand_consistent(row, split)
                except CorpusError as error:
                    report.failures.append(Failure(name, split, str(row["id"]), str(error)))
            if len(waiting) >= _BATCH:
                yield split, waiting
                waiting = []
        if waiting:
            yield before, waiting

    wanted = batches() if drawn is None else sampled()
    try:
        for split, size, claims, failures in _checked(engine, wanted, proved, _AHEAD):
            report.rows += size
            report.claims += claims
            report.failures.extend(Failure(name, split, row, message) for row, message in failures)
            if progress is not None:
                progress(report.rows, max(planned, report.rows))
    except CorpusError as error:
        report.failures.append(Failure(name, "", "", str(error)))
        return
    if ledger is not None:
        joined = sha256("".join(digest.hexdigest() for digest in digests.values()).encode()).hexdigest()
        if counts != ledger.splits:
            message = f"the ledger counts {dict(ledger.splits)} rows, the files hold {dict(counts)}"
            report.failures.append(Failure(name, "", "", message))
        elif joined != ledger.digest:
            report.failures.append(Failure(name, "", "", "the rows are not those that the ledger's digest was made of"))


def _batched(files: Sequence[Path]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for path in files:
        for row in read_rows(path):
            batch.append(row)
            if len(batch) == _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _checked(
    engine: Engine[Run], batches: Iterator[tuple[str, list[Row]]], proved: Proved, ahead: int
) -> Iterator[Checked]:
    """What checking each batch came to, in their order; `ahead` bounds how many of them wait for an earlier one."""

    def pieces() -> Iterator[Piece[Batch]]:
        for split, rows in batches:
            digest = digest_of_batch(split, rows)
            before = proved.before.get(digest)
            known: Checked | None = None if before is None else (split, len(rows), before, [])
            yield Piece(_title(split, rows), Batch(split, digest, [] if known else rows, known))

    for result in in_order(engine.run(_check, pieces(), ahead)):
        batch = result.piece.given
        if isinstance(result, Done):
            _, _, claims, failures = result.value
            if not failures:
                proved.note(batch.digest, claims)
            yield result.value
        else:
            rows = batch.rows
            yield (
                batch.split,
                len(rows),
                0,
                [(str(rows[0]["id"]), f"this row and the {len(rows) - 1} after it: {result}")],
            )


def _title(split: str, rows: list[Row]) -> str:
    return f"{len(rows)} rows of {split} from {rows[0]['id']} on"


def _check(run: Run, batch: Batch) -> Checked:
    return batch.known or check_rows(batch.split, batch.rows, run)


def check_rows(split: str, rows: list[Row], run: Run) -> Checked:
    """(split, rows looked at, claims proved, [(row id, what is wrong)])."""
    failures: list[tuple[str, str]] = []
    ready: list[tuple[Row, Any]] = []
    for row in rows:
        try:
            _demand_consistent(row, split)
            ready.append((row, case_of(row)))
        except CorpusError as error:
            failures.append((str(row["id"]), str(error)))
    claims = 0
    for (row, _), trace in zip(ready, traces_of([case for _, case in ready], run), strict=True):
        try:
            claims += _prove(row, trace, run)
        except CorpusError as error:
            failures.append((str(row["id"]), str(error)))
    return split, len(rows), claims, failures


def _demand_consistent(row: Row, split: str) -> None:
    missing = [name for name, value in row.items() if value is None]
    if missing:
        raise CorpusError(f"expected a value in {missing[0]!r}, got none")
    if [message["role"] for message in row["messages"]] != ["user", "assistant"]:
        raise CorpusError("expected one user and one assistant message")
    if digest_of(row) != row["digest"]:
        raise CorpusError("the digest is not that of the row's content: something was changed")
    if split_of(row["family"]) != split:
        raise CorpusError(f"family {row['family']!r} belongs to the split {split_of(row['family'])}, not {split}")
    if row["question_kind"] not in (*questions.KINDS, *TOLD_KINDS) or row["detail"] not in DETAILS:
        raise CorpusError(f"unknown question kind {row['question_kind']!r} or detail {row['detail']!r}")
    if row["view"] not in VIEWS:
        raise CorpusError(f"expected a view of {', '.join(VIEWS)}, got {row['view']!r}")


def _prove(row: Row, trace: Trace, run: Run) -> int:
    """The number of claims proved; CorpusError says what is not as the row has it."""
    if trace.outcome not in ("finished", "raised"):
        raise CorpusError(f"the program was not traced again: {trace.outcome} {trace.reason}".rstrip())
    question = ask_again(row["question_kind"], trace, row["seed"], item_of(row), run)
    if question is None:
        raise CorpusError("the run, made again, has nothing that the question asks about")
    prompt, text = (message["content"] for message in row["messages"])
    if prompt != question.prompt:
        raise CorpusError("the question is not the one that belongs to the row's program, input and seed")
    if row["answer"] != question.answer:
        raise CorpusError(f"the answer is {question.answer[:80]!r}, the row says {row['answer'][:80]!r}")
    verdict = verify(text, question.traces[-1], question=question, detail=row["detail"], view=row["view"])
    if not verdict.accepted:
        raise CorpusError(f"{verdict.reason}: {verdict.detail}")
    if len(verdict.claims) != row["claims"]:
        raise CorpusError(f"{len(verdict.claims)} claims are proved, the row says {row['claims']}")
    if row["tokenizer"] == ESTIMATE and row["tokens"] != sum(map(estimated, (prompt, text))):
        raise CorpusError(f"the messages have another number of tokens than {row['tokens']} (estimated)")
    return len(verdict.claims)
