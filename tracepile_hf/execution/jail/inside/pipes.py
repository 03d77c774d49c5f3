"""The pipes of one program: made before its warden is forked, used by all its children, one after the other.

A child writes to three of them; what it could have done to them (a flag, bytes that nobody read) is undone before the
next one starts. With the system call filter on, nobody but the running child can have an end of them then.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import Final

SHARED: Final = 24  # cases one child of a trusted program runs before the next takes over
RESERVED: Final = 10  # descriptors below are a child's; the zygote keeps them taken, so that no pipe gets one


class _Ends:
    def close(self) -> None:
        for one in fields(self):  # type: ignore[arg-type]  # both of its kind are data classes
            descriptor = getattr(self, one.name)
            if descriptor >= RESERVED:
                os.close(descriptor)


@dataclass
class Inner(_Ends):
    """The warden's and its children's ends."""

    out: int
    err: int
    records: int
    go: int  # a byte for each run of a shared child
    command: int  # the runs of the next child; then a byte when its end has been seen
    pids: int  # the id of each child
    ends: int  # first a word about the program, then how each child ended


@dataclass
class Outer(_Ends):
    """The zygote's ends."""

    out: int
    err: int
    records: int
    go: int
    go_back: int  # where a word to go on is taken back from that no child took
    command: int
    pids: int
    ends: int


def pipes() -> tuple[Inner, Outer]:
    """A set for one program."""
    out, err, records, go, command, pids, ends = (os.pipe() for _ in range(7))
    inner = Inner(out[1], err[1], records[1], go[0], command[0], pids[1], ends[1])
    return inner, Outer(out[0], err[0], records[0], go[1], os.dup(go[0]), command[1], pids[0], ends[0])
