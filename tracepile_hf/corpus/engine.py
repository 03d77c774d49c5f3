"""Lots through a pool of local processes. What comes out does not depend on how many there are.

A worker is a fresh interpreter (spawned, never forked from a process with threads) with a tracer of its own. A lot
that fails for a reason of the machine (a lost worker, the wall clock) is tried once more, then the build stops and
names it. Not covered: several machines.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.lots import Lot
from tracepile_hf.corpus.making import make_lot
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.parquet import Shard
from tracepile_hf.errors import CorpusError, SandboxError
from tracepile_hf.execution import Limits, Policy, Tracer
from tracepile_hf.records import Case, Program, Run, Trace

ATTEMPTS: Final = 2
_AHEAD: Final = 2  # lots in flight per worker: enough to keep it busy, few enough to stop soon


@dataclass(frozen=True, slots=True)
class Workplace:
    """How lots are run: nothing in here may change what a row holds."""

    folder: Path
    policy: Policy
    limits: Limits
    allow_weak_jail: bool = False


@contextmanager
def running(policy: Policy, limits: Limits, allow_weak_jail: bool = False) -> Iterator[Run]:
    """A `run(program, cases)` with a jail of its own."""
    with _little_collected(), Tracer(policy=policy, allow_weak_jail=allow_weak_jail) as tracer:

        def run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
            return tracer.run(program, cases, limits=limits)

        yield run


@contextmanager
def _little_collected() -> Iterator[None]:
    """The garbage collector looks rarely: lots leave trees of records, hardly a cycle, and looking costs a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def run_lots(lots: Sequence[Lot], order: Order, place: Workplace, workers: int) -> Iterator[Lot]:
    """Make every lot into a shard under `place.folder`; yields each lot when it is done, in any order."""
    if workers == 1 or len(lots) == 1:
        yield from _run_here(lots, order, place)
        return
    context = multiprocessing.get_context("spawn")
    jail = (place.policy, place.limits, place.allow_weak_jail)
    with ProcessPoolExecutor(min(workers, len(lots)), context, worker_starts, jail) as pool:
        yield from _run_in(pool, lots, order, place, workers)


def _run_here(lots: Sequence[Lot], order: Order, place: Workplace) -> Iterator[Lot]:
    with running(place.policy, place.limits, place.allow_weak_jail) as run:
        for lot in lots:
            for attempt in range(ATTEMPTS):
                try:
                    _store(lot, order, place, run)
                except (CorpusError, SandboxError) as error:
                    if attempt + 1 == ATTEMPTS:
                        raise _failed(lot, error) from error
                    continue
                break
            yield lot


def _run_in(
    pool: ProcessPoolExecutor, lots: Sequence[Lot], order: Order, place: Workplace, workers: int
) -> Iterator[Lot]:
    waiting = list(reversed(lots))
    attempts: dict[int, int] = {}
    flying: dict[Future[None], Lot] = {}
    while waiting or flying:
        while waiting and len(flying) < workers * _AHEAD:
            lot = waiting.pop()
            attempts[lot.number] = attempts.get(lot.number, 0) + 1
            flying[pool.submit(_work, lot, order, place)] = lot
        for future in wait(flying, return_when=FIRST_COMPLETED).done:
            lot = flying.pop(future)
            error = future.exception()
            if error is None:
                yield lot
            elif isinstance(error, (CorpusError, SandboxError)) and attempts[lot.number] < ATTEMPTS:
                waiting.append(lot)
            else:
                pool.shutdown(cancel_futures=True)  # waits: the folder of shards goes when this is told
                raise _failed(lot, error) from error


def _failed(lot: Lot, error: BaseException) -> CorpusError:
    what = "a worker process was lost" if isinstance(error, BrokenProcessPool) else str(error)
    return CorpusError(f"lot {lot.number} ({lot.name}) failed: {what}")


def _store(lot: Lot, order: Order, place: Workplace, run: Run) -> None:
    Shard(place.folder, lot.number).write(*make_lot(lot, order, run))


def is_weak(place: Workplace) -> bool:
    """Whether programs run in a jail that is too weak for the policy, because that was allowed."""
    if not place.allow_weak_jail:
        return False
    with Tracer(policy=place.policy, allow_weak_jail=True) as tracer:
        return tracer.weak()


# Inside a worker process. Its tracer lives as long as the process does.
_worker: list[Run] = []


def worker_starts(policy: Policy, limits: Limits, allow_weak_jail: bool = False) -> None:
    """Initializer of a pool's processes: makes the process's own jail."""
    manager = running(policy, limits, allow_weak_jail)
    _worker.append(manager.__enter__())
    Finalize(None, manager.__exit__, args=(None, None, None), exitpriority=10)  # atexit does not run in such a process


def worker_run() -> Run:
    """The `run` of this worker process."""
    return _worker[0]


def _work(lot: Lot, order: Order, place: Workplace) -> None:
    _store(lot, order, place, worker_run())
