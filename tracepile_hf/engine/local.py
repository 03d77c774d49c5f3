"""The engine of one machine: processes that each have a pipe of their own.

A worker is a fresh interpreter (spawned, never forked from a process with threads). It holds one piece at a time, so
what is lost with it is that piece; another takes its place. A worker that ends before it is ready has cost nothing.

Why none of the kept pools. Each was given 120 pieces whose results are 300 kB, two workers, and eight kills of a worker
at random moments, six times over. concurrent.futures and loky give up at the first worker lost: 0 of 6 runs came
through. pebble (5.2) loses only the piece while other pieces are being worked on, but gives the whole pool up ("All
workers expired") when a worker is lost while none is, such as at the start: 2 of 6 came through. Also, its workers
share one pipe and its locks, so that one killed within a message stalls or breaks the others. Here 6 of 6 came through.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import pickle
import signal
from collections.abc import Iterable, Iterator
from multiprocessing import connection, resource_tracker
from types import TracebackType
from typing import Any, Final, Generic

from tracepile_hf.engine.base import RETRIES, Done, Function, Given, Held, Lost, Made, Opens, Piece, Waiting
from tracepile_hf.engine.worker import FAILED, READY, serve
from tracepile_hf.errors import EngineError

STARTS: Final = 3  # workers in a row that may end before they are ready,
KILLED: Final = 12  # and that may be killed then
_LEAVE: Final = 10.0  # seconds a worker has to close what it opened
_HELD_BACK: Final = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
log = logging.getLogger(__name__)


class Local(Generic[Held]):
    """Runs pieces in `workers` processes, or in this one if that is 1. Use it as a context."""

    def __init__(self, workers: int, opens: Opens[Held]) -> None:
        """Nothing is started before there is work. `opens` is called once in each process."""
        self.workers, self._opens = workers, opens
        self._crew: list[_Worker] = []
        self._false_starts = 0
        self._here = contextlib.ExitStack()
        self._held: list[Held] = []

    def __enter__(self) -> Local[Held]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._here.close()
        crew, self._crew = self._crew, []
        for worker in crew:
            worker.dismiss() if kind is None else worker.kill()
        for worker in crew:
            worker.close(_LEAVE)

    def run(
        self, work: Function[Held, Given, Made], pieces: Iterable[Piece[Given]], ahead: int | None = None
    ) -> Iterator[Done[Given, Made] | Lost[Given]]:
        """See base.Engine. Raises EngineError if workers are lost before they are ready, over and over."""
        if self.workers == 1:
            for number, piece in enumerate(pieces):
                yield Done(number, piece, work(self._opened(), piece.given))
            return
        waiting = Waiting(pieces, ahead)
        try:
            while True:
                self._hand_out(work, waiting)
                if not any(worker.holds for worker in self._crew):
                    return
                for worker in self._heard():
                    result: Done[Given, Made] | Lost[Given] | None = self._result(worker, waiting)
                    if result is not None:
                        yield result
        finally:
            for worker in [worker for worker in self._crew if worker.holds]:  # only where the run ends early
                self._remove(worker)

    def _opened(self) -> Held:
        if not self._held:
            self._held.append(self._here.enter_context(self._opens()))
        return self._held[0]

    def _hand_out(self, work: Function[Held, Given, Made], waiting: Waiting[Given]) -> None:
        """Give pieces to workers that have none, and start workers for more, as far as there may be any."""
        for place in range(self.workers):
            worker = self._crew[place] if place < len(self._crew) else None
            if worker is not None and worker.holds:
                continue
            found = waiting.next()
            if found is None:
                return
            if worker is None:
                worker = _Worker(self._opens)
                self._crew.append(worker)
            worker.give(work, *found)

    def _heard(self) -> list[_Worker]:
        """Wait until workers have said something or ended."""
        by_source = {source: worker for worker in self._crew for source in worker.sources()}
        return list(dict.fromkeys(by_source[source] for source in connection.wait(by_source)))

    def _result(self, worker: _Worker, waiting: Waiting[Given]) -> Done[Given, Made] | Lost[Given] | None:
        message = worker.message()
        if message is None:
            return self._gone(worker, waiting)
        kind, *rest = message
        if kind == READY:
            self._false_starts = 0
            worker.begin()
            return None
        if kind == FAILED:
            error, where = rest
            raise error from _There(where)
        number, piece = worker.takes_back()
        waiting.through(number)
        return Done(number, piece, rest[0])

    def _gone(self, worker: _Worker, waiting: Waiting[Given]) -> Lost[Given] | None:
        """A worker was lost: what it held is tried again, or lost with it."""
        why = self._remove(worker)
        if not worker.holds:
            return None
        number, piece = worker.takes_back()
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= (KILLED if why.startswith("signal") else STARTS):
                raise EngineError(
                    f"expected worker processes to start, got {self._false_starts} in a row that ended too early, the "
                    f'last by {why}; a script that starts them needs its own code under `if __name__ == "__main__"`'
                )
            waiting.put_back(number, piece)
            return None
        if not waiting.lost(number, piece):
            return Lost(number, piece, RETRIES + 1, why)
        log.warning("%s: its worker process was lost (%s); it is tried again", piece.id, why)
        return None

    def _remove(self, worker: _Worker) -> str:
        self._crew.remove(worker)
        worker.kill()
        return worker.close(_LEAVE)


class _There(Exception):
    """Where in a worker an error was raised, as text."""

    def __str__(self) -> str:
        return f"\n\n{self.args[0]}"


class _Worker:
    """One process with its pipe, and the piece it holds. Nothing is shared with other workers."""

    def __init__(self, opens: Opens[Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, opens), daemon=True)
        self.ready = False
        self.holds: tuple[int, Piece[Any]] | None = None
        self._task: tuple[Any, Any] | None = None
        with _signals_held_back():
            self._process.start()
        theirs.close()

    def sources(self) -> tuple[Any, Any]:
        """What becomes readable when it says something, and when it has ended."""
        return self._pipe, self._process.sentinel

    def give(self, work: Any, number: int, piece: Piece[Any]) -> None:
        """Hand it a piece; a worker that is not ready yet gets it then."""
        self.holds, self._task = (number, piece), (work, piece.given)
        if self.ready:
            self.begin()

    def begin(self) -> None:
        """It is ready: send what it holds."""
        self.ready = True
        if self._task is not None:
            task, self._task = self._task, None
            with contextlib.suppress(OSError):  # it has ended meanwhile, which is seen when it is next heard
                self._pipe.send(task)

    def takes_back(self) -> tuple[int, Piece[Any]]:
        """What it held."""
        assert self.holds is not None
        held, self.holds = self.holds, None
        return held

    def message(self) -> tuple[Any, ...] | None:
        """What it said; None if it has ended without a word, or within one."""
        try:
            if not self._pipe.poll():
                return None
            message: tuple[Any, ...] = pickle.loads(self._pipe.recv_bytes())
        except (EOFError, OSError):
            return None
        return message

    def dismiss(self) -> None:
        """Tell it that there is no more."""
        with contextlib.suppress(OSError):
            self._pipe.send(None)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def close(self, seconds: float) -> str:
        """Wait for its end, which is enforced after so many seconds; how it ended."""
        self._process.join(seconds)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        self._process.close()
        self._pipe.close()
        return f"signal {-code}" if code < 0 else f"exit status {code}"


@contextlib.contextmanager
def _signals_held_back() -> Iterator[None]:
    """Nothing interrupts the start of a process, neither here nor there: a half-started one could not be ended.

    The new process inherits the mask, and lifts it when it can answer.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which lifts the mask where it has to start something
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
