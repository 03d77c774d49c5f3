"""Bytes between the processes of the jail: the control channel, and the sealed records a run sends out.

`Channel` joins the service and its zygote: a small JSON head and one blob per message, both capped before
they are read. `seal` and `unseal` carry what a run says: kind, sequence number and a MAC under a key made for that run
alone. The reader trusts no length, no order and no type; it decodes nothing but bytes.

Not covered: a program that finds the key in its own memory can seal what it likes. The seal tells a clumsy forgery from
the recorder's own words; the separate untraced run is what a clever one has to agree with.
"""

from __future__ import annotations

import json
import os
import select
import struct
import time
from _blake2 import blake2s
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

HEAD_CAP: Final = 1 << 20
BLOB_CAP: Final = 1 << 30
STARTED: Final = b"S"
RESULT: Final = b"R"
TAINT: Final = b"T"
END: Final = b"E"

_SIZES = struct.Struct("!II")
RECORD_LAYOUT: Final = "!IIc16s"  # length of the body, sequence number, kind, MAC
_RECORD = struct.Struct(RECORD_LAYOUT)
RECORD_HEADER: Final = _RECORD.size


class ChannelError(OSError):
    """The other end is gone, or what it sent is not a message."""


class Channel:
    """One end of a stream socket. `deadline` is a time.monotonic() value; TimeoutError when it passes."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        os.set_blocking(descriptor, False)

    def send(self, head: dict[str, Any], blob: bytes = b"", deadline: float | None = None) -> None:
        text = json.dumps(head).encode()
        if len(text) > HEAD_CAP or len(blob) > BLOB_CAP:
            raise ChannelError(f"message of {len(text)} + {len(blob)} bytes is over the cap")
        view = memoryview(_SIZES.pack(len(text), len(blob)) + text + blob)
        while view:
            try:
                view = view[os.write(self.descriptor, view) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], bytes] | None:
        """The next message, or None when the other end has closed."""
        sizes = self._read(_SIZES.size, deadline)
        if sizes is None:
            return None
        head_size, blob_size = _SIZES.unpack(sizes)
        if head_size > HEAD_CAP or blob_size > BLOB_CAP:
            raise ChannelError(f"message of {head_size} + {blob_size} bytes is over the cap")
        head, blob = self._read(head_size, deadline), self._read(blob_size, deadline)
        if head is None or blob is None:
            return None
        try:
            decoded = json.loads(head)
        except (ValueError, RecursionError) as error:
            raise ChannelError(f"head is not JSON: {error}") from None
        if not isinstance(decoded, dict):
            raise ChannelError(f"head is {type(decoded).__name__}, not an object")
        return decoded, bytes(blob)

    def close(self) -> None:
        """Close this end; in a forked process, its copy of it."""
        os.close(self.descriptor)

    def _read(self, size: int, deadline: float | None) -> bytearray | None:
        data = bytearray()
        while len(data) < size:
            try:
                piece = os.read(self.descriptor, min(size - len(data), 1 << 20))
            except BlockingIOError:
                self._wait(select.POLLIN, deadline)
                continue
            except ConnectionResetError:
                return None
            if not piece:
                return None
            data += piece
        return data

    def _wait(self, event: int, deadline: float | None) -> None:
        poll = select.poll()
        poll.register(self.descriptor, event)
        left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        if not poll.poll(left):
            raise TimeoutError("the other end of the channel did not answer in time")


def split(data: bytes | bytearray) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """(sequence, kind, MAC, body) of each record in `data`, unchecked. ValueError where the bytes do not add up."""
    position = 0
    while position < len(data):
        if len(data) - position < RECORD_HEADER:
            raise ValueError("a record's header is cut")
        size, sequence, kind, mac = _RECORD.unpack_from(data, position)
        position += RECORD_HEADER
        if size > len(data) - position:
            raise ValueError("a record is longer than what was sent")
        yield sequence, kind, mac, bytes(data[position : position + size])
        position += size


class Said(NamedTuple):
    """What a run said in its records."""

    started: bool = False  # the jail was set up and the program about to run
    result: bytes | None = None
    taint: str = ""
    ended: bool = False


def unseal(key: bytes, data: bytes) -> Said:
    """Open a run's records. ValueError: not what we seal.

    One start, one result, one end, in this order and nothing after; a taint may stand for what it prevented.
    """
    keyed, number = blake2s(key=key, digest_size=16), struct.Struct("!I").pack
    started, result, taint, ended = False, None, "", False
    for expected, (sequence, kind, mac, body) in enumerate(split(data)):
        own = keyed.copy()
        own.update(number(expected) + kind)
        own.update(body)
        if ended or sequence != expected or mac != own.digest():
            raise ValueError(f"record {expected} is not one this run was given the key for")
        if kind == STARTED and expected == 0:
            started = True
        elif kind == RESULT and started and result is None:
            result = body
        elif kind == TAINT and started:
            taint = taint or body[:400].decode("utf-8", "replace")
        elif kind == END and result is not None and not body:
            ended = True
        else:
            raise ValueError(f"record {expected} of kind {kind!r} does not belong here")
    return Said(started, result, taint, ended)


class Scanner:
    """Finds the end record in a growing buffer by headers alone, so that a supervisor knows when a case is over."""

    def __init__(self) -> None:
        self._position = 0

    def ended(self, data: bytearray) -> bool:
        while len(data) - self._position >= RECORD_HEADER:
            size, _, kind, _ = _RECORD.unpack_from(data, self._position)
            if len(data) - self._position - RECORD_HEADER < size:
                return False
            self._position += RECORD_HEADER + size
            if kind == END:
                return True
        return False
