"""What the workers of these tests open and do; a module, for their processes import it by name."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tracepile_hf.errors import CorpusError


@contextlib.contextmanager
def nothing() -> Iterator[str]:
    """Opens nothing."""
    yield "held"


@contextlib.contextmanager
def dies_first(folder: str, times: int, killed: bool) -> Iterator[str]:
    """Opens only after so many processes have ended trying."""
    for number in range(times):
        try:
            (Path(folder) / f"died-{number}").touch(exist_ok=False)
        except FileExistsError:
            continue
        if killed:
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(1)
    yield "held"


@contextlib.contextmanager
def cannot_open() -> Iterator[str]:
    """Never opens."""
    raise ValueError("nothing to open")
    yield "held"


def double(held: str, number: int) -> int:
    """Twice the number."""
    assert held == "held"
    return 2 * number


def dies_on(held: str, number: int, folder: str, fatal: int, times: int) -> int:
    """As `double`, but the process that works on `fatal` is killed so many times; each call leaves a file."""
    calls = len(list(Path(folder).glob(f"call-{number}-*")))
    (Path(folder) / f"call-{number}-{calls}").touch()
    if number == fatal and calls < times:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def raises(held: str, number: int) -> int:
    """Fails on 3."""
    if number == 3:
        raise ZeroDivisionError("three")
    return number


class Stubborn(Exception):
    """Cannot be pickled."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def raises_stubbornly(held: str, number: int) -> int:
    """Fails with what does not travel."""
    raise Stubborn(1, 2)


def says_who_and_waits(held: str, folder: str) -> None:
    """Leaves its process's number in the folder and never returns."""
    (Path(folder) / f"worker-{os.getpid()}").touch()
    while True:
        time.sleep(60)


def fails_in_our_words(held: str, number: int) -> int:
    """Fails on 3, as the stages of this package do."""
    if number == 3:
        raise CorpusError("three")
    return number
