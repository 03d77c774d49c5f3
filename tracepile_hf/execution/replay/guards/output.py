"""Standard output of a mirrored run, and `print`, which writes to it or to anything that has `write`."""

from __future__ import annotations

import builtins
import io
import sys
import types
from typing import Any, Final

from tracepile_hf.execution.replay.guards.attributes import Attributes
from tracepile_hf.execution.replay.state.steps import MirroredRun

_PRINT: Final = {"sep", "end", "file", "flush"}


class Output:
    """The part of a run's builtins that writes."""

    guards: Attributes
    run: MirroredRun
    modules: dict[str, types.ModuleType]
    stdout: io.TextIOWrapper

    def written(self, text: str) -> None:
        """Text goes to standard output."""
        self.run.printed(text)

    def print(self, *values: Any, **named: Any) -> None:
        sep, end = named.get("sep"), named.get("end")
        if not named.keys() <= _PRINT or any(part is not None and not isinstance(part, str) for part in (sep, end)):
            builtins.print(**{**named, "file": io.StringIO()})  # raises TypeError
        file = named.get("file")
        target = self.modules["sys"].stdout if file is None and "sys" in self.modules else file
        if target is None or target is self.stdout:
            self._print(values, " " if sep is None else sep, "\n" if end is None else end)
            return
        for position, value in enumerate(values):  # as Python does it: a piece at a time
            if position:
                self._write(target, " " if sep is None else sep)
            self._write(target, self.guards.to_str(value))
        self._write(target, "\n" if end is None else end)
        if named.get("flush"):
            self.guards.method(target, "flush")()

    def _print(self, values: tuple[Any, ...], sep: str, end: str) -> None:
        """To standard output: one step, also where a value fails to be written and those before it are there."""
        pieces: list[str] = []
        try:
            for position, value in enumerate(values):
                if position:
                    pieces.append(sep)
                pieces.append(self._encoded(self.guards.to_str(value)))
            pieces.append(self._encoded(end))
        finally:
            self.written("".join(pieces))

    def _encoded(self, text: str) -> str:
        if not text.isascii():
            text.encode("utf-8")  # raises as the stream would
        return text

    def _write(self, target: Any, text: str) -> None:
        if target is not sys.stderr:
            self.guards.method(target, "write")(text)


class BufferedWriter(io.BufferedIOBase):
    """What lies under `sys.stdout` in the mirrored run: whatever is written becomes a print step."""

    def __init__(self, library: Output) -> None:
        self._library = library

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._library.written(raw.decode("utf-8", "replace"))
        return len(raw)

    def writable(self) -> bool:
        return True


BufferedWriter.__module__ = "io"  # so that it renders as what it stands for
