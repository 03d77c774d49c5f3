"""The proof as the reward of an environment for `verifiers`: the questions of a prompts folder, judged as for GRPO.

    tracepile prompts ./tracepile:all --out prompts
    PYTHONPATH=trainers/environments vf-eval tracepile-proof --env.taskset.prompts prompts ...

Rewards and columns are those of training/rewards.py. A text that cannot be judged in time has no reward: its
rollout ends with an error, which trainers leave out.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import verifiers.v1 as vf

from tracepile_hf.errors import InputError, TracepileError, usable
from tracepile_hf.training.prompts import FILE
from tracepile_hf.training.rewards import COLUMNS, judged
from tracepile_hf.training.worth import Worth

ASKED: Final = "prompt"
WEIGHTS: Final = {"proved_share": 1.0, "first_false_step": 0.5, "answer_right": 1.0, "format_read": 0.25}


class Desk:
    """Judges what several threads bring at once: whoever comes first takes all that waits with it."""

    def __init__(self) -> None:
        self._turn, self._guard = threading.Lock(), threading.Lock()
        self._waiting: list[tuple[dict[str, Any], str, Future[Worth | None]]] = []

    def judge(self, row: dict[str, Any], text: str) -> Worth | None:
        """What a text is worth; None if it could not be judged. Blocks. Errors: those of `rewards.judged`."""
        mine: Future[Worth | None] = Future()
        with self._guard:
            self._waiting.append((row, text, mine))
        with self._turn:
            if not mine.done():
                self._judge_all()
        return mine.result()

    def _judge_all(self) -> None:
        with self._guard:
            batch, self._waiting = self._waiting, []
        columns = {name: [row[name] for row, _, _ in batch] for name in batch[0][0]}
        try:
            found = judged([text for _, text, _ in batch], columns)
        except TracepileError as error:
            for _, _, future in batch:
                future.set_exception(error)
            return
        for (_, _, future), worth in zip(batch, found, strict=True):
            future.set_result(worth)


DESK: Final = Desk()


class ProofData(vf.TaskData):  # type: ignore[misc]  # without verifiers its classes are unknown
    """A question, and the columns of its row that judging reads."""

    columns: dict[str, Any]


class ProofTask(vf.Task[ProofData]):  # type: ignore[misc]  # as above
    """One question about one run."""

    @property
    def key(self) -> str:
        """The row's id, unique in a corpus."""
        return str(self.data.columns["id"])

    async def _worth(self, trace: vf.Trace) -> Worth:
        found = await asyncio.to_thread(DESK.judge, self.data.columns, trace.last_reply)
        if found is None:
            raise TracepileError(f"the answer to {self.key} could not be judged in its time")
        return found

    @vf.reward(weight=WEIGHTS["proved_share"])  # type: ignore[untyped-decorator]  # as above
    async def proved_share(self, trace: vf.Trace) -> float:
        """How much of the run is told and proved, times the share of what is said that is proved."""
        return (await self._worth(trace)).proved_share

    @vf.reward(weight=WEIGHTS["first_false_step"])  # type: ignore[untyped-decorator]  # as above
    async def first_false_step(self, trace: vf.Trace) -> float:
        """How much of the run is told and proved before the first statement that is false or unread."""
        return (await self._worth(trace)).before_false

    @vf.reward(weight=WEIGHTS["answer_right"])  # type: ignore[untyped-decorator]  # as above
    async def answer_right(self, trace: vf.Trace) -> float:
        """1 if the text's only answer is right."""
        return (await self._worth(trace)).answer

    @vf.reward(weight=WEIGHTS["format_read"])  # type: ignore[untyped-decorator]  # as above
    async def format_read(self, trace: vf.Trace) -> float:
        """The share of statements that can be read, of a text that tells something."""
        return (await self._worth(trace)).format


class ProofConfig(vf.TasksetConfig):  # type: ignore[misc]  # as above
    """`prompts`: a folder that `tracepile prompts` wrote."""

    prompts: str = "prompts"


class ProofTaskset(vf.Taskset[ProofTask, ProofConfig]):  # type: ignore[misc]  # as above
    """The questions of a prompts folder, in order."""

    def load(self) -> Iterator[ProofTask]:
        """Every question, read as it is wanted. Raises InputError where there is no such folder."""
        path = Path(self.config.prompts) / FILE
        if not path.is_file():
            raise InputError("a folder that `tracepile prompts` wrote", f"no {FILE}", self.config.prompts)
        with usable("a Parquet file", path), pq.ParquetFile(path) as file:
            if missing := [name for name in (ASKED, *COLUMNS) if name not in file.schema_arrow.names]:
                raise InputError("a folder that `tracepile prompts` wrote", f"no column {missing[0]}", str(path))
            for batch in file.iter_batches(64, use_threads=False):
                for row in batch.to_pylist():
                    prompt = row.pop(ASKED)[0]["content"]
                    yield ProofTask(ProofData(id=row["id"], prompt=prompt, columns=row), self.config.task)
