"""The proof as a reward: functions in TRL's signature for GRPO, fed from the columns of the corpus' rows.

    reward_funcs: [tracepile_hf.training.rewards.proved_share, tracepile_hf.training.rewards.answer_right]

Each program is run once and its question asked again; each completion is judged leniently, claim by claim, in a worker
process, once for all functions, with a time limit. What a text is worth hangs on what it tells of the run: a claim that
is proved counts once for the step it is true of, and only if it says what that step did. So neither trivialities nor
claims said again nor quoted code earn anything, and a text that tells nothing earns nothing by saying nothing false.

A completion that cannot be judged (out of time, its worker lost) has no reward: None, which TRL leaves out of the mean.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from types import FrameType
from typing import Any, Final

from tracepile_hf.corpus.judging import questions_of
from tracepile_hf.corpus.rows import Row
from tracepile_hf.corpus.running import running
from tracepile_hf.engine import Done, Local, Piece
from tracepile_hf.errors import InputError, TracepileError
from tracepile_hf.execution import Limits
from tracepile_hf.records import Question, Run
from tracepile_hf.training.worth import Worth, worth_of

LIMITS: Final = Limits(seconds=10.0, steps=100_000)
SECONDS: Final = 10.0  # of one completion
WORKERS: Final = "TRACEPILE_REWARD_WORKERS"  # how many processes judge; without it one a core, eight at most
KEPT: Final = 100_000  # judgements that are remembered
QUESTIONS: Final = 512  # runs that a worker remembers
COLUMNS: Final = ("id", "narrator", "messages", "statement", "code", "entry_point", "input", "question_kind", "seed")
_ROW: Final = ("domain", "family", "source", "license", "rewrites")
Completion = str | Sequence[Mapping[str, str]]


def proved_share(completions: Sequence[Completion], **columns: Any) -> list[float | None]:
    """How much of the run is told and proved, times the share of what is said that is proved: 0 to 1."""
    return [None if one is None else one.proved_share for one in judged(completions, columns)]


def first_false_step(completions: Sequence[Completion], **columns: Any) -> list[float | None]:
    """How much of the run is told and proved before the first statement that is false or unread: 0 to 1."""
    return [None if one is None else one.before_false for one in judged(completions, columns)]


def answer_right(completions: Sequence[Completion], **columns: Any) -> list[float | None]:
    """1 if the one answer of the text is right, else 0: a text with several answers has none."""
    return [None if one is None else one.answer for one in judged(completions, columns)]


def format_read(completions: Sequence[Completion], **columns: Any) -> list[float | None]:
    """The share of statements that can be read, true or false, of a text that tells something: 0 to 1."""
    return [None if one is None else one.format for one in judged(completions, columns)]


FUNCTIONS: Final = (proved_share, first_false_step, answer_right, format_read)


@dataclass(frozen=True, slots=True)
class _Task:
    """A row and a text."""

    row: Row
    text: str


class Judges:
    """Worker processes that judge completions, and what they have judged. Starts nothing before it is used."""

    def __init__(self, workers: int, seconds: float = SECONDS) -> None:
        self.workers, self.seconds = workers, seconds
        self._engine: Local[_Bench] | None = None
        self._known: OrderedDict[str, Worth] = OrderedDict()
        self._lock = threading.Lock()
        self.count = 0  # judgements made, not remembered ones

    def judge(self, tasks: Sequence[tuple[Row, str]]) -> list[Worth | None]:
        """One judgement a task, in order; None where there could be none. InputError: a row that is none of ours."""
        with self._lock:
            keys = [_key(row, text) for row, text in tasks]
            missing = {key: _Task(*task) for key, task in zip(keys, tasks, strict=True) if key not in self._known}
            failed: set[str] = set()
            pieces = [Piece(key, task) for key, task in missing.items()]
            for result in self._opened().run(_judge, pieces) if pieces else ():
                worth = result.value if isinstance(result, Done) else None
                if worth is None:
                    failed.add(result.piece.id)
                else:
                    self._known[result.piece.id] = worth
                self.count += 1
            found = [None if key in failed else self._known[key] for key in keys]
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            return found

    def _opened(self) -> Local[_Bench]:
        if self._engine is None:
            self._engine = Local(max(self.workers, 2), partial(_bench, self.seconds))  # 1 would judge in this process
            atexit.register(self.close)
        return self._engine

    def close(self) -> None:
        """End the workers."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.__exit__(None, None, None)


_SHARED: Final = Judges(int(os.environ.get(WORKERS) or min(8, os.cpu_count() or 1)))


def judged(
    completions: Sequence[Completion], columns: Mapping[str, Any], judges: Judges = _SHARED
) -> list[Worth | None]:
    """The judgements on completions, by the rows that their columns are of.

    InputError where a column that judging needs is missing.
    """
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        given = ", ".join(sorted(columns))
        raise InputError(f"the corpus' columns beside the completions ({missing[0]})", given, "rewards")
    tasks = []
    for place, completion in enumerate(completions):
        row = {name: columns[name][place] for name in COLUMNS}
        row |= {name: columns[name][place] if name in columns else "" for name in _ROW}
        row["rewrites"] = list(row["rewrites"] or ())
        tasks.append((row, text_of(completion)))
    known, started = judges.count, time.monotonic()
    found = judges.judge(tasks)
    log = columns.get("log_metric")  # TRL's, for its own log
    if log is not None and judges.count > known:
        log("proof/judged_a_second", (judges.count - known) / (time.monotonic() - started))
    return found


def text_of(completion: Completion) -> str:
    """The text of a completion: itself, or what its messages say."""
    if isinstance(completion, str):
        return completion
    return "\n".join(str(message.get("content") or "") for message in completion)


def _key(row: Row, text: str) -> str:
    asked = (row["id"], row["seed"], row["question_kind"], row["code"], row["input"], text)
    return sha256(repr(asked).encode("utf-8", "backslashreplace")).hexdigest()


class _OutOfTime(BaseException):
    """The time for one completion is over. Nothing between here and there catches it."""


@dataclass
class _Bench:
    """What a worker holds: a jail, and the questions it was asked last."""

    run: Run
    seconds: float
    questions: OrderedDict[str, Question]


@contextlib.contextmanager
def _bench(seconds: float) -> Iterator[_Bench]:
    with running("default", LIMITS) as run:
        yield _Bench(run, seconds, OrderedDict())


def _judge(bench: _Bench, task: _Task) -> Worth | None:
    """The judgement on one text; None if it takes too long. A run is made outside of the text's time."""
    question = _question(bench, task.row)
    try:
        with _limited(bench.seconds):
            return worth_of(task.text, question)
    except _OutOfTime:
        return None


def _question(bench: _Bench, row: Row) -> Question:
    key = _key(row, "")
    question = bench.questions.get(key)
    if question is None:
        try:
            (question,) = questions_of(bench.run, [row])
        except (KeyError, TypeError) as error:
            raise TracepileError(f"expected a row of the corpus, got one without {error}") from error
        bench.questions[key] = question
        while len(bench.questions) > QUESTIONS:
            bench.questions.popitem(last=False)
    return question


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raises _OutOfTime in this thread, the worker's main one, after so many seconds."""

    def over(number: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
