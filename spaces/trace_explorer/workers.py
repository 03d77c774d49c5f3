"""The explorer's processes: a wish goes to an idle one; one that takes too long, or dies, is ended and replaced.

The page's own process reads no program, tells no run and checks no text: whatever a visitor hands in can at worst cost
one of these, and the page stays up.
"""

from __future__ import annotations

import json
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import TracepileError

SCRIPT: Final = Path(__file__).resolve().parent / "worker.py"
STARTING: Final = 120.0  # seconds, as all of these
WAITING: Final = 60.0
PAUSE: Final = 5.0
SECONDS: Final = {
    "run": 40.0,
    "ask": 20.0,
    "grade": 5.0,
    "check": 10.0,
    "rewrite": 30.0,
    "prompt": 5.0,
    "export": 10.0,
    "card": 20.0,
}


class Sorry(TracepileError):
    """A wish that could not be met; the message is for the visitor."""


class Workers:
    """A fixed number of processes, getting ready from now on. All that is waited for is waited for `patience` times
    as long as above: for a slow machine."""

    def __init__(self, count: int, without: Sequence[str] = (), patience: float = 1.0) -> None:
        self.count, self.patience = count, patience
        self._without = list(without)
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._closed = False
        self._first = [_Worker(self._without, patience) for _ in range(count)]

    @cached_property
    def why_closed(self) -> str:
        """Why visitors' programs cannot run here, empty if they can. Waits for the processes to be ready."""
        try:
            greetings = [worker.greeting() for worker in self._first]
        except (OSError, EOFError, _TooLate) as error:
            raise TracepileError("expected the explorer's processes to start; what they said stands above") from error
        for worker in self._first:
            self._idle.put(worker)
        return next(filter(None, greetings), "")

    def ask(self, wish: str, *arguments: Any) -> Any:
        """Have a wish met. Errors: Sorry, in words for the visitor."""
        worker = self._living()
        try:
            standing, reply = worker.work(wish, arguments)
        except (OSError, EOFError):
            self._replace(worker)
            raise Sorry("Sorry, this was too much for the page. Please try something smaller.") from None
        except _TooLate:
            self._replace(worker)
            raise Sorry(f"This took longer than {SECONDS[wish] * self.patience:.0f} seconds and was stopped.") from None
        self._idle.put(worker)
        if standing == "sorry":
            raise Sorry(reply)
        return reply

    def _living(self) -> _Worker:
        """An idle process that is still there. One that died while it was idle is no fault of this visitor's wish."""
        given_up = time.monotonic() + WAITING * self.patience
        while True:
            try:
                worker = self._idle.get(timeout=max(0.0, given_up - time.monotonic()))
            except queue.Empty:
                raise Sorry("The page is too busy just now. Please try again.") from None
            if worker.is_alive():
                return worker
            self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        threading.Thread(target=self._start_another, daemon=True).start()

    def _start_another(self) -> None:
        while not self._closed:
            try:
                fresh = _Worker(self._without, self.patience)
                fresh.greeting()
            except (OSError, EOFError, _TooLate):
                time.sleep(PAUSE)
                continue
            self._idle.put(fresh)
            return

    def close(self) -> None:
        """End the idle processes; busy ones end when they see their channel closed."""
        self._closed = True
        while not self._idle.empty():
            self._idle.get().end()


class _TooLate(Exception):
    """A process did not answer in time."""


class _Worker:
    def __init__(self, without: Sequence[str], patience: float) -> None:
        self._patience = patience
        ours, theirs = socket.socketpair()
        try:
            settings = {
                "channel": theirs.fileno(),
                "without": list(without),
                "patience": patience,
                "import_from": sys.path,
            }
            command = [sys.executable, str(SCRIPT), json.dumps(settings)]
            self._process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)
        finally:
            theirs.close()
        self._channel = Connection(ours.detach())

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the process is there, and has not closed its end while nothing was asked of it."""
        return self._process.poll() is None and not self._channel.poll(0)

    def greeting(self) -> str:
        return str(self._reply(STARTING))

    def work(self, wish: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
        self._channel.send((wish, arguments))
        standing, reply = self._reply(SECONDS[wish])
        return standing, reply

    def _reply(self, seconds: float) -> Any:
        if not self._channel.poll(seconds * self._patience):
            raise _TooLate
        return self._channel.recv()

    def end(self) -> None:
        self._channel.close()
        self._process.kill()
        self._process.wait()
