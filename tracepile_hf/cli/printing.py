"""What the commands share: how they print, fail and show progress."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from tracepile_hf.errors import InputError

if TYPE_CHECKING:
    from tracepile_hf.execution import Witness

WitnessOf = Annotated[
    str, typer.Option("--witness", help="Which cases are run once more under another tracer: all, program (one), none.")
]
WeakJail = Annotated[bool, typer.Option("--allow-weak-jail", help="Run even where the jail is weak; see docs/jail.md.")]


def witness_of(text: str) -> Witness | None:
    """What --witness says; None where it was not given."""
    if text not in ("", "all", "program", "none"):
        raise InputError("all, program or none", repr(text), "--witness")
    return text or None  # type: ignore[return-value]  # one of the three


_PATIENCE: Final = 3.0  # seconds in which a second signal is taken for the same


def fail(message: str) -> NoReturn:
    """End the command: one line on stderr, exit status 1."""
    one_line = " ".join(message.split())
    print(f"tracepile: {one_line}", file=sys.stderr)
    raise SystemExit(1)


def what_and_where(error: OSError) -> tuple[str, str]:
    """What the system refused, and for which file."""
    inner: BaseException | None = error
    while inner is not None and not (isinstance(inner, OSError) and inner.strerror):
        inner = inner.__cause__ or inner.__context__
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror, str(inner.filename or "no file named")
    return str(error) or type(error).__name__, "no file named"


def printable(text: str) -> str:
    """Text that any terminal encoding of UTF-8 takes: half surrogates are escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class EndedBySignal(BaseException):
    """The command was asked to end, by a signal. Nothing catches it but the end of the program."""

    def __init__(self, number: int, hint: str = "") -> None:
        super().__init__(number)
        self.number, self.hint = number, hint


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Ctrl-C, SIGTERM and SIGHUP raise EndedBySignal, once.

    One that follows at once does not disturb the clearing up (whoever ends a job often tells its processes twice); one
    that comes later ends the process, whatever it is stuck in. A signal that whoever started us wanted ignored (nohup,
    a background job) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    known = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: found for number in known if (found := signal.getsignal(number)) != signal.SIG_IGN}
    asked: list[float] = []

    def end(number: int, _: object) -> None:
        asked.append(time.monotonic())
        if len(asked) == 1:
            raise EndedBySignal(number)
        if asked[-1] - asked[0] > _PATIENCE:
            os.write(2, f"tracepile: ended by {signal.Signals(number).name}\n".encode())
            os._exit(128 + number)

    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def going_on() -> Iterator[None]:
    """Of a command that goes on where it was ended: says so when it is."""
    try:
        yield
    except EndedBySignal as end:
        end.hint = "; what is finished stays, and the same command goes on"
        raise


Progress = Callable[[int, int], None]


@contextmanager
def bar(title: str, unit: str) -> Iterator[Progress]:
    """Progress on stderr: a bar for what takes longer than a second, or a line a minute where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield Minutes(title, unit)
        return
    from tqdm import tqdm

    with tqdm(desc=title, unit=f" {unit}", delay=1.0, leave=False, file=sys.stderr) as bar:

        def progress(done: int, planned: int) -> None:
            if not bar.n and done:  # what was there before says nothing about the rate
                bar.initial = bar.n = done
            bar.total = planned
            bar.update(done - bar.n)

        yield progress


class Minutes:
    """Says how far a command is, once a minute at most. `clock` gives seconds."""

    EVERY: Final = 60.0

    def __init__(self, title: str, unit: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.title, self.unit, self._clock = title, unit, clock
        self._began = self._said = clock()
        self._first: int | None = None

    def __call__(self, done: int, planned: int) -> None:
        """So much of what is planned is done."""
        now = self._clock()
        if self._first is None:
            self._first = done
        if now - self._said < self.EVERY:
            return
        self._said = now
        rate = (done - self._first) / (now - self._began)
        left = f"{_duration((planned - done) / rate)} left" if rate else "no end in sight yet"
        line = f"{self.title}: {done} of {planned} {self.unit}, {rate:.1f} a second, {left}"
        print(f"tracepile: {line}", file=sys.stderr, flush=True)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{round(seconds)} seconds"
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours {minutes % 60} minutes"
