"""What a run came to: its process's end and its sealed records, judged by the service, which trusts neither.

Everything here has crossed from a place where a program could have been at work. Lengths, numbers and types are
checked before they are used; a record counts only under the run's own key; JSON is decoded with its depth measured.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from tracepile_hf.errors import InputError, SandboxError
from tracepile_hf.execution.jail.frames import ChannelError, Said, unseal

Fate = Literal[
    "finished",  # its sealed result came; what it says about the program is the recorder's word
    "timed_out",
    "out_of_memory",
    "flooded",  # more output, or a larger journal, than its limit
    "crashed",  # ended by a signal
    "partial",  # ended without its end record: os._exit and the like
    "tampered",  # its records are not what the recorder seals
    "unreadable",  # does not parse or compile
    "unprepared",  # compiles, but not as the runner needs it
    "refused",  # reached for what no traced program may
]

_KILLED: Final = ("", "time", "output", "payload")
_OUT_OF_MEMORY_STATUS: Final = 86
_SIGKILL, _SIGXCPU, _SIGSYS = 9, 24, 31
_CALL: Final = "a system call that no program may make here: signal handlers, tracing, kernel interfaces"


@dataclass(frozen=True, slots=True)
class RunReply:
    """What one run of one case came to. `payload` is there exactly when `outcome` is "finished"."""

    case: int
    mode: str
    outcome: Fate
    payload: bytes | None
    stdout: bytes  # written to descriptor 1 past the recorder
    stderr: bytes  # the last bytes written to descriptor 2
    detail: str
    seconds: float


@dataclass(frozen=True)
class Ending:
    """How a run's process ended, as its warden saw it."""

    run: int
    began: bool  # its process had brought other runs to their end: it is enclosed, and this one was under way
    killed: str  # why the warden ended it: "", "time", "output" or "payload"
    code: int
    signal: int
    seconds: float
    out: bytes
    err: bytes
    records: bytes


def read_endings(head: dict[str, Any], blob: bytes, runs: int) -> list[Ending]:
    """A warden's message, checked. ChannelError: no warden of ours sends this."""
    heads, at, endings = head.get("runs"), 0, []
    if type(heads) is not list:
        raise ChannelError(f"not a warden's message: {str(head)[:200]}")
    for one in heads:
        if type(one) is not dict:
            raise ChannelError(f"not a warden's message: {str(one)[:200]}")
        endings.append(_ending(one, blob, at, runs))
        at += sum(one["sizes"])
    if at != len(blob):
        raise ChannelError(f"a warden announced {at} bytes and sent {len(blob)}")
    return endings


def _ending(head: dict[str, Any], blob: bytes, at: int, runs: int) -> Ending:
    run, code, signal = (
        _number(head, "run", 0, runs - 1),
        _number(head, "code", -1, 255),
        _number(head, "signal", 0, 255),
    )
    seconds, killed, sizes = head.get("seconds"), head.get("killed"), head.get("sizes")
    began = head.get("began") is True
    if type(seconds) is not float or not 0 <= seconds < 1e9 or type(killed) is not str or killed not in _KILLED:
        raise ChannelError(f"not a warden's message: {str(head)[:200]}")
    if type(sizes) is not list or len(sizes) != 3 or any(type(size) is not int or size < 0 for size in sizes):
        raise ChannelError(f"not a warden's message: {str(head)[:200]}")
    out, err, end = at + sizes[0], at + sizes[0] + sizes[1], at + sum(sizes)
    return Ending(run, began, killed, code, signal, seconds, blob[at:out], blob[out:err], blob[err:end])


def _number(head: dict[str, Any], name: str, least: int, most: int) -> int:
    number = head.get(name)
    if type(number) is not int or not least <= number <= most:
        raise ChannelError(f"not a warden's message: {name} {str(number)[:100]}")
    return number


def judge(ending: Ending, key: bytes, case: int, mode: str) -> RunReply:
    """The reply for a run. SandboxError: the run never began, which is nobody's outcome."""
    fate, payload, detail = _fate(ending, key)
    return RunReply(case, mode, fate, payload, ending.out, ending.err, detail, ending.seconds)


def _fate(ending: Ending, key: bytes) -> tuple[Fate, bytes | None, str]:
    if ending.killed in ("output", "payload"):
        return "flooded", None, f"more {ending.killed} than its limit"
    try:
        said = unseal(key, ending.records)
    except ValueError as error:
        if ending.killed != "time" and not ending.signal:
            return "tampered", None, str(error)
        said = Said(started=True)  # cut off in the middle of a record
    if said.taint:
        return "refused", None, said.taint
    if said.ended and said.result is not None:
        return "finished", said.result, ""
    if ending.killed == "time" or ending.signal == _SIGXCPU:
        return "timed_out", None, f"after {ending.seconds:.2f} s"
    ended = f"signal {ending.signal}" if ending.signal else f"exit {ending.code}"
    if not said.started and not ending.began:
        words = ending.err[-2000:].decode("utf-8", "replace")
        raise SandboxError(f"expected a run to start, got {ended}: {words}")
    if ending.signal == _SIGSYS:
        return "refused", None, _CALL
    if ending.signal:
        return "crashed", None, ended
    if ending.code == _OUT_OF_MEMORY_STATUS:
        return "out_of_memory", None, "MemoryError"
    return "partial", None, f"{ended} without an end record"


_STRINGS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS: Final = re.compile(rb"[\[\]{}]")


def read_json(payload: bytes, *, depth: int = 200) -> Any:
    """Decode what a run sent: JSON, and nothing that JSON does not have. InputError when it is not.

    The nesting is measured before the decoder sees it; NaN and Infinity are refused; numbers of more digits than
    Python converts are refused by Python.
    """
    level = deepest = 0
    for part in _STRINGS.split(payload):
        for byte in _BRACKETS.findall(part):
            level += 1 if byte in b"[{" else -1
            deepest = max(deepest, level)
    if deepest > depth:
        raise InputError(f"JSON at most {depth} deep", f"{deepest} deep", "a run's result")
    try:
        return json.loads(payload, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InputError("JSON", str(error)[:200], "a run's result") from None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
