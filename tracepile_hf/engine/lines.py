"""A file of lines, written in order as they come, that can be gone on with whatever ended its writing.

Beside it stands a hidden folder, as for everything that is not finished, until the last line is there. A line that was
cut by the end of its process is dropped; one that could not be written whole is taken back.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tracepile_hf.engine.shards import Unfinished, whole

_BEGUN: Final = "begun.json"  # there are lines in the file that belong to these inputs


class Lines:
    """Lines on their way into a file. Use it as a context."""

    def __init__(self, path: Path, inputs: Mapping[str, str], *, restart: bool = False) -> None:
        """`inputs`, `restart`: see shards.Unfinished, also for what entering raises.

        A file that is none (a terminal, a pipe) is written to, and cannot be gone on with.
        """
        self.path = path
        self._unfinished: Unfinished | None = None
        if not path.exists() or stat.S_ISREG(path.stat().st_mode):
            self._unfinished = Unfinished(path.with_name(f".{path.name}.tracepile"), inputs, restart=restart)
        self._closing = ExitStack()
        self._file = -1

    def __enter__(self) -> Lines:
        os.stat(self.path.parent)  # a folder that is not there is an error, not a wish
        with self._closing:
            if self._unfinished is None:
                self._file = os.open(self.path, os.O_WRONLY)
            else:
                self._closing.enter_context(self._unfinished)
                self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            self._closing.callback(os.close, self._file)
            if self._unfinished is not None:
                self._cut()
            self._closing = self._closing.pop_all()
        return self

    def _cut(self) -> None:
        """Leave nothing in the file but whole lines of this work."""
        end = 0
        if self._unfinished is not None and (self._unfinished.folder / _BEGUN).exists():
            end = sum(map(len, self.there()))
        os.ftruncate(self._file, end)
        os.lseek(self._file, end, os.SEEK_SET)

    def there(self) -> Iterator[bytes]:
        """The whole lines that are in the file, each with its end."""
        if self._unfinished is None:
            return
        with self.path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield line

    def add(self, line: str) -> None:
        """Write one more. OSError: it could not be, and nothing of it is there."""
        if self._unfinished is not None and not (begun := self._unfinished.folder / _BEGUN).exists():
            with whole(begun) as draft:
                draft.touch()
        view = memoryview(f"{line}\n".encode())
        before = 0 if self._unfinished is None else os.lseek(self._file, 0, os.SEEK_CUR)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except BaseException:
            if self._unfinished is not None:
                os.ftruncate(self._file, before)
            raise

    def finish(self) -> None:
        """It was the last one."""
        if self._unfinished is not None:
            self._unfinished.remove()

    def __exit__(self, *_: object) -> None:
        self._closing.close()
