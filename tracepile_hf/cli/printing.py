"""What the commands share: how they print, fail and show progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer

WeakJail = Annotated[bool, typer.Option("--allow-weak-jail", help="Run even where the jail is weak; see docs/jail.md.")]


def fail(message: str) -> NoReturn:
    """End the command: one line on stderr, exit status 1."""
    one_line = " ".join(message.split())
    print(f"tracepile: {one_line}", file=sys.stderr)
    raise SystemExit(1)


def printable(text: str) -> str:
    """Text that any terminal encoding of UTF-8 takes: half surrogates are escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@contextmanager
def bar(title: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr for what takes longer than a second, silent where stderr is no terminal."""
    from tqdm import tqdm

    with tqdm(desc=title, unit=f" {unit}", delay=1.0, leave=False, disable=None, file=sys.stderr) as bar:

        def progress(done: int, planned: int) -> None:
            bar.total = planned
            bar.update(done - bar.n)

        yield progress
