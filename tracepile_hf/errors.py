"""The exception tree. Every message says what was expected, what was got, and where.

Programs' own failures are never exceptions here: they are outcomes of a `Trace`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class TracepileError(Exception):
    """Base of everything this package raises on purpose."""


class InputError(TracepileError):
    """Something the user handed in is not as expected."""

    def __init__(self, expected: str, got: str, where: str) -> None:
        super().__init__(f"expected {expected}, got {got} ({where})")
        self.expected = expected
        self.got = got
        self.where = where

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.expected, self.got, self.where)  # so that it travels between processes


@contextmanager
def usable(expected: str, path: str | Path) -> Iterator[None]:
    """Within it, a file or folder that cannot be read or written, or is no UTF-8, is an InputError about `path`."""
    try:
        yield
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else str(path)
        raise InputError(expected, error.strerror or str(error), where) from error
    except UnicodeDecodeError as error:
        raise InputError("UTF-8 text", f"byte 0x{error.object[error.start]:02x}", str(path)) from error


class ProgramError(InputError):
    """A program cannot be traced as given: it does not parse, or has no such entry point."""


class LiteralError(TracepileError, ValueError):
    """Text that is not a literal, or a literal that cannot become a value."""


class SandboxError(TracepileError):
    """The jail could not be set up or lost a worker. Never a program's outcome."""


class EngineError(TracepileError):
    """Worker processes could not be had, or what they made could not travel."""


class CorpusError(TracepileError):
    """A corpus folder is not what it says it is."""


class TeacherError(TracepileError):
    """A model that was to write could not be asked any more. Never an answer: what it had answered is kept."""
