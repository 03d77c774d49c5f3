"""A built config told again by a teacher: the questions of its rows asked, each answer proved, put beside them.

    rows of the narrator -> ask (cache, model) -> prove (in workers) -> repair -> choose -> Parquet, ledger, card

With `Lesson.paraphrase` its texts are said in other words, each held to every claim of the text that it came from.
Same config, teacher and answers: same bytes. Answers are kept the moment they come, so a run that was ended, however
that happened, repeats no request that was answered; what follows from answers is made anew, at little cost.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tracepile_hf.corpus.build import BUDGET_TOKENS, LIMITS
from tracepile_hf.corpus.card import write_card
from tracepile_hf.corpus.fingerprint import made_by
from tracepile_hf.corpus.judging import Found, Texts, in_short, judged, named
from tracepile_hf.corpus.ledger import Ledger, read_ledger
from tracepile_hf.corpus.parquet import read_rows, split_files, write_config
from tracepile_hf.corpus.rows import NARRATOR, PATH, Row
from tracepile_hf.corpus.running import crew
from tracepile_hf.corpus.tables import write_figures
from tracepile_hf.corpus.target import WORK, demand_free, place
from tracepile_hf.corpus.taught import Taught
from tracepile_hf.engine import Done, Engine, Piece, in_order
from tracepile_hf.engine.shards import Unfinished
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.quality.paths import KEEP, POLICIES, agreement, kept, mean_pass_at
from tracepile_hf.quality.paths import Path as Told
from tracepile_hf.records import DETAILS, Run
from tracepile_hf.teacher.asking import Fault
from tracepile_hf.teacher.cost import Estimate, estimate
from tracepile_hf.teacher.prompts import VERSION, conversation, read_set, read_task
from tracepile_hf.teacher.rounds import CUT, Asking, Attempt, Judged, Posed, first_requests, teach

CHUNK: Final = 1024  # rows whose answers are asked for together
_BATCH: Final = 8  # rows that a worker judges at once
Then = Callable[[Ledger], None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a teacher is asked for, and what is asked of its texts."""

    paths: int = 5
    repairs: int = 1
    keep: str = "all"
    detail: str = "condensed"
    register: str = "prose"
    grounded: bool = True
    beside: bool = True  # the narrator's rows stay too
    shots: int | None = None  # examples in a prompt; none: all that the set has
    version: int = VERSION  # of the prompts
    paraphrase: bool = False  # not a telling of one's own, but the narrator's in other words
    budget_tokens: int = BUDGET_TOKENS

    def __post_init__(self) -> None:
        for name, value, known in (("keep", self.keep, KEEP), ("detail", self.detail, DETAILS)):
            if value not in known:
                raise InputError(f"a {name} among {', '.join(known)}", value, f"--{name}")
        read_set("user", self.register, self.version)


@dataclass
class _Tally:
    """What is counted item by item and becomes shares at the end."""

    proved: list[tuple[int, int]] = field(default_factory=list)  # of an item's first replies: (paths, proved)
    agreements: list[float] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, list[int]] = field(default_factory=dict)


def rows_to_tell(source: Path, config: str) -> Iterator[tuple[str, Row]]:
    """(split, row) of a built config. InputError if there is none, or a teacher has told it already."""
    files = split_files(source / config)
    if not files:
        raise InputError(f"a built config {config}", "none", str(source))
    for split, paths in files.items():
        for path in paths:
            for row in read_rows(path):
                if row["narrator"] != NARRATOR:
                    raise InputError("rows that the narrator has told", f"one by {row['narrator']}", str(path))
                yield split, row


def teach_config(
    source: Path,
    config: str,
    out: Path,
    asking: Asking,
    lesson: Lesson,
    workers: int = 1,
    *,
    limit: int | None = None,
    allow_weak_jail: bool = False,
    restart: bool = False,
    then: Then | None = None,
) -> Ledger:
    """Have a teacher tell the rows of `source/<config>`, and write `out/<config>` with the card of `out`.

    `limit`: rows that are asked about, the first ones; without it all. `then` is called when all is in place.
    Errors as corpus.build.build's, and asking.Teacher's: what was answered by then is kept.
    """
    if not split_files(source / config):
        raise InputError(f"a built config {config}", "none", str(source))
    told = read_ledger(source / config / "ledger.json")
    demand_free(out, config)
    unfinished = Unfinished(out / f"{WORK}{config}", _inputs(told, asking, lesson, limit), restart=restart)
    with unfinished, crew(workers, "default", LIMITS, allow_weak_jail, "all") as engine:
        target = unfinished.folder / "built"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        work = _Work(source / config, told, asking, lesson, engine)
        work.write(target, islice(rows_to_tell(source, config), limit))
        write_figures(target)
        place(target, out / config)
        write_card(out)
        if then is not None:
            then(work.ledger)
        unfinished.remove()
    return work.ledger


def estimated(source: Path, config: str, asking: Asking, lesson: Lesson, workers: int, limit: int | None) -> Estimate:
    """What the first round of `teach_config` would ask. Programs are run for what a grounded teacher is shown."""
    total = Estimate(0, 0, 0, 0, 0)
    with crew(workers, "default", LIMITS) as engine:
        rows = islice(rows_to_tell(source, config), limit)
        while chunk := [row for _, row in islice(rows, CHUNK)]:
            requests = first_requests(_posed(engine, chunk, lesson), lesson.paths, asking.seed)
            known = [asking.cache.find(asking.teacher.identity, one, asking.sampling) is not None for one in requests]
            lengths = [_length(row) for row in chunk for _ in range(lesson.paths)]
            found = estimate(requests, known, lengths, asking.sampling)
            total = Estimate(*(one + other for one, other in zip(_parts(total), _parts(found), strict=True)))
    return total


def _parts(one: Estimate) -> tuple[int, int, int, int, int]:
    return one.requests, one.cached, one.tokens_in, one.likely, one.most


def _length(row: Row) -> int:
    """Tokens that a telling of the row's run is likely to have: as many as the narrator's."""
    return int(len(row["messages"][1]["content"].encode()) / 3.6)


def _inputs(told: Ledger, asking: Asking, lesson: Lesson, limit: int | None) -> dict[str, str]:
    identity = asking.teacher.identity
    return {
        "config": told.config,
        "rows": told.digest,
        "teacher": repr(identity),
        "lesson": repr(lesson),
        "sampling": repr(asking.sampling),
        "seed": str(asking.seed),
        "limit": str(limit),
        **made_by(),
    }


def _posed(engine: Engine[Run], rows: Sequence[Row], lesson: Lesson) -> list[Posed]:
    """The rows' questions as the teacher is asked them, or their texts where those are to be said in other words."""
    if lesson.paraphrase:
        system = read_task("paraphrase", lesson.version).system
        return [Posed(row["id"], (("system", system), ("user", row["messages"][1]["content"]))) for row in rows]
    shown: list[str | None] = [None] * len(rows)
    if lesson.grounded:
        shown = [text for batch in _batches(engine, in_short, rows) for text in batch]
    return [
        Posed(
            row["id"],
            conversation(
                read_set(row["domain"], lesson.register, lesson.version),
                row["messages"][0]["content"],
                trace,
                lesson.shots,
            ),
        )
        for row, trace in zip(rows, shown, strict=True)
    ]


def _batches(engine: Engine[Run], work: Callable[[Run, Any], list[Any]], given: Sequence[Any]) -> Iterator[list[Any]]:
    """What workers make of a few of these at a time, in order. CorpusError where a worker is lost for good."""
    pieces = [
        Piece(f"items {start} to {start + _BATCH}", list(given[start : start + _BATCH]))
        for start in range(0, len(given), _BATCH)
    ]
    for result in in_order(engine.run(work, pieces)):
        if not isinstance(result, Done):
            raise CorpusError(f"{result.piece.id} could not be judged: {result}")
        yield result.value


class _Work:
    """One config on its way: reads rows, asks, judges, chooses, writes; counts everything in `ledger`."""

    def __init__(self, source: Path, told: Ledger, asking: Asking, lesson: Lesson, engine: Engine[Run]) -> None:
        self.source, self.told, self.asking, self.lesson, self.engine = source, told, asking, lesson, engine
        self.ledger = Ledger(told.config, told.seed, told.asked, only=told.only, held_out=told.held_out)
        for name in ("taken_from", "rows_read", "python", "version", "policy", "weak_jail"):
            setattr(self.ledger, name, getattr(told, name))
        identity, sampling = asking.teacher.identity, asking.sampling
        self.taught = self.ledger.taught = Taught(
            identity.title,
            identity.engine,
            f"v{lesson.version}",
            "as told" if lesson.paraphrase else lesson.register,
            lesson.grounded and not lesson.paraphrase,
            "as told" if lesson.paraphrase else lesson.detail,
            f"temperature {sampling.temperature}, top_p {sampling.top_p}, max_tokens {sampling.max_tokens}",
            lesson.keep,
            lesson.paths,
            lesson.repairs,
        )
        self.tally = _Tally()

    def write(self, target: Path, rows: Iterator[tuple[str, Row]]) -> None:
        """Rows, rejects and ledger."""
        digests = {split: sha256() for split in split_files(self.source)}
        with (target / "rejects.jsonl").open("w", encoding="utf-8") as rejects:

            def stays() -> Iterator[tuple[str, Row]]:
                for split, row in self._kept(rows, rejects):
                    self.ledger.keep(row, split)
                    digests[split].update(row["digest"].encode())
                    yield split, row

            write_config(target, stays(), dict.fromkeys(digests, 0))
            self._before(rejects)
        for split in [split for split in digests if not self.ledger.splits[split]]:
            del digests[split]
        self.ledger.digest = sha256("".join(one.hexdigest() for one in digests.values()).encode()).hexdigest()
        self._sum()
        self.ledger.write(target / "ledger.json")

    def _before(self, rejects: Any) -> None:
        """What the narrator's own build had dropped."""
        self.ledger.considered += sum(self.told.dropped.values())
        self.ledger.dropped.update(self.told.dropped)
        if beyond := self.told.kept - self.taught.items:
            self.ledger.considered += beyond
            self.ledger.drop("surplus", count=beyond)
        with (self.source / "rejects.jsonl").open(encoding="utf-8") as before:
            shutil.copyfileobj(before, rejects)

    def _kept(self, rows: Iterator[tuple[str, Row]], rejects: Any) -> Iterator[tuple[str, Row]]:
        while chunk := list(islice(rows, CHUNK)):
            items = [row for _, row in chunk]
            findings: dict[tuple[int, str], Found] = {}
            attempts = teach(
                self.asking,
                _posed(self.engine, items, self.lesson),
                self.lesson.paths,
                self.lesson.repairs,
                partial(self._judge, items, findings),
                read_set("user", self.lesson.register, self.lesson.version).repair,
            )
            by_place: dict[int, list[Attempt]] = {}
            for attempt in attempts:
                by_place.setdefault(attempt.place, []).append(attempt)
            for number, (split, row) in enumerate(chunk):
                yield from ((split, one) for one in self._item(row, by_place[number], findings, rejects))

    def _judge(
        self, items: Sequence[Row], findings: dict[tuple[int, str], Found], texts: Sequence[tuple[int, str]]
    ) -> list[Judged]:
        """The checker's word on texts; each is looked at once."""
        wanted: dict[int, list[str]] = {}
        for one in dict.fromkeys(texts):
            if one not in findings:
                wanted.setdefault(one[0], []).append(one[1])
        lesson = self.lesson
        given = [
            Texts(items[number], tuple(mine), lesson.detail, lesson.budget_tokens, lesson.paraphrase)
            for number, mine in wanted.items()
        ]
        found = (one for batch in _batches(self.engine, judged, given) for one in batch)
        for (number, mine), results in zip(wanted.items(), found, strict=True):
            findings.update({(number, text): result for text, result in zip(mine, results, strict=True)})
        return [Judged(findings[one].accepted, findings[one].hint) for one in texts]

    def _item(
        self, row: Row, attempts: Sequence[Attempt], findings: dict[tuple[int, str], Found], rejects: Any
    ) -> Iterator[Row]:
        """The rows of one item; what does not stay is counted and written to `rejects`."""
        self.ledger.considered += 1 + self.lesson.paths
        if self.lesson.beside:
            yield row
        else:
            self._drop(rejects, row["id"], "told_otherwise")
        self._count(row, attempts, findings)
        last = {attempt.path: attempt for attempt in attempts}  # the last try at each path counts
        paths: list[Told] = []
        rows: dict[int, Row] = {}
        for number, attempt in last.items():
            if isinstance(attempt.outcome, Fault):
                self._drop(rejects, f"{row['id']}{PATH}{number}", f"unanswered:{attempt.outcome.reason}")
                continue
            found = named(findings[attempt.place, attempt.outcome.text], number, self._narrator(attempt))
            if found.row is None:
                reason = "cut" if attempt.outcome.finish == CUT else found.reason
                self._drop(rejects, f"{row['id']}{PATH}{number}", reason, found.detail, attempt.outcome.text)
                continue
            rows[number] = found.row
            paths.append(Told(number, attempt.outcome.text, True, found.told, found.answer))
        staying = {path.number for path in kept(paths, self.lesson.keep)}
        texts: set[str] = set()
        for path in paths:
            if path.number in staying:
                yield rows[path.number]
            else:
                again = " ".join(path.text.split()) in texts
                reason = "duplicate" if again else "not_chosen"
                self._drop(rejects, f"{row['id']}{PATH}{path.number}", reason, text=path.text)
            texts.add(" ".join(path.text.split()))

    def _narrator(self, attempt: Attempt) -> str:
        """Who wrote a path, as rows name them."""
        said = ["paraphrase"] if self.lesson.paraphrase else []
        said += [f"repaired {attempt.round}"] if attempt.round else []
        return self.taught.teacher + (f" ({', '.join(said)})" if said else "")

    def _drop(self, rejects: Any, name: str, reason: str, message: str = "", text: str = "") -> None:
        first, _, detail = reason.partition(":")
        self.ledger.drop(first, detail)
        record = {"id": name, "reason": first, "detail": detail, "message": message, "text": text}
        rejects.write(json.dumps({key: value for key, value in record.items() if value}) + "\n")

    def _count(self, row: Row, attempts: Sequence[Attempt], findings: dict[tuple[int, str], Found]) -> None:
        taught, tally = self.taught, self.tally
        taught.items += 1
        kind = tally.kinds.setdefault(row["question_kind"], [0, 0])
        firsts: list[Found] = []
        proved: set[int] = set()
        for attempt in attempts:
            outcome = attempt.outcome
            if attempt.round == 1:
                taught.repair_tried += 1
            if isinstance(outcome, Fault):
                taught.faults += 1
                continue
            taught.replies += 1
            taught.tokens_in += outcome.tokens_in
            taught.tokens_out += outcome.tokens_out
            found = findings[attempt.place, outcome.text]
            if attempt.round == 0:
                firsts.append(found)
                tally.first.update(found.policies)
                if not found.accepted:
                    tally.reasons["cut" if outcome.finish == CUT else found.reason] += 1
            if found.accepted:
                proved.add(attempt.path)
                taught.repaired += attempt.round > 0
        kind[0] += self.lesson.paths
        kind[1] += len(proved)
        taught.proved += len(proved)
        taught.items_proved += bool(proved)
        if firsts:
            tally.proved.append((len(firsts), sum(one.accepted for one in firsts)))
            tally.agreements.append(agreement(one.answer for one in firsts))

    def _sum(self) -> None:
        """The counts as the ledger keeps them."""
        taught, tally = self.taught, self.tally
        taught.agreement = round(sum(tally.agreements) / max(len(tally.agreements), 1), 6)
        taught.pass_at = {str(k): round(v, 6) for k, v in mean_pass_at(tally.proved, self.lesson.paths).items()}
        taught.first = {policy: tally.first[policy] for policy in POLICIES}
        taught.reasons = dict(sorted(tally.reasons.items()))
        taught.kinds = dict(sorted(tally.kinds.items()))
