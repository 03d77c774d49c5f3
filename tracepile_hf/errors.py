"""The exception tree. Every message says what was expected, what was got, and where.

Programs' own failures are never exceptions here: they are outcomes of a `Trace`.
"""

from __future__ import annotations


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
