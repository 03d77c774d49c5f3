"""Runs a program inside the jail: instrumented, writing a journal, or plain, as the referee. JSON bytes come out.

`prepare` parses and compiles once per program; `run_traced` and `run_plain` run one case each. Standard library and
literals only. Nothing here judges what was recorded: `replay` does, on the other side.
"""

from __future__ import annotations

import json.encoder
import types
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.record.instrument import FILE, instrument
from tracepile_hf.execution.record.set_elements import HUGE, UNTOLD, Untold, coded, coded_element
from tracepile_hf.execution.record.surroundings import Surroundings, Telling, telling

RESULT_LIMIT: Final = 200_000  # characters of the result's literal
ITEMS_PER_STEP: Final = 4
SHORT_ARGUMENTS: Final = 4096  # characters of a case's arguments that are parsed before the process is forked

_SETS: Final = frozenset({set, frozenset})


RunCase = Callable[[dict[str, Any]], bytes]


class StopRecording(BaseException):
    """The journal is long enough. No handler of the program catches it."""


class Popped:
    """The one element that was taken from a set, or read of it."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Told:
    """An item of the journal as JSON: what was read of a set whose elements may change."""

    __slots__ = ("code",)

    def __init__(self, code: list[Any]) -> None:
        self.code = code


class ReadOrder:
    """How a set was read: its elements, in that order."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values


@dataclass
class PreparedRecording:
    """A program ready to run: both forms of its code, and the journal that the instrumented one writes."""

    plain: types.CodeType
    traced: types.CodeType
    entry_point: str | None
    journal: list[Any]
    room: list[int]  # how many items the journal may take
    turn: partial[None]  # its function is renewed for every run
    told: Telling  # what it finds in the place of clocks and addresses


def prepare(code: str, entry_point: str | None) -> PreparedRecording:
    """Parse, instrument and compile a program. Raises SyntaxError, ValueError (null bytes) or RecursionError."""
    journal: list[Any] = []
    room = [1 << 60]
    turn = partial(_turns(journal, room).send)
    plain = compile(code, FILE, "exec", dont_inherit=True)
    return PreparedRecording(
        plain,
        instrument(code, _writers(journal, room, turn, "__hash__" in code)),
        entry_point,
        journal,
        room,
        turn,
        telling(journal.append),
    )


def _turns(journal: list[Any], room: list[int]) -> Generator[None, int, None]:
    """Writes the number of every turn of a loop and of every call, until the journal is full."""

    def turns() -> Generator[None, int, None]:
        write, size = journal.append, len
        number = yield
        while size(journal) < room[0]:
            write(number)
            number = yield
        raise StopRecording

    started = turns()
    next(started)
    return started


def _writers(journal: list[Any], room: list[int], turn: Any, own_hash: bool) -> dict[str, Any]:
    """What instrumented code calls: constants of that code, each with all it uses at hand.

    own_hash: the program may have objects in its sets, which are coded as they are when they are read.
    """
    write = journal.append
    sets, containers, sized = _SETS, frozenset({list, tuple, dict}), frozenset({range, list, tuple, str, dict})
    kind, size, tie, cut, inside = type, len, chain, islice, _orders_inside
    native, of_any_set, rows, is_a = types.BuiltinMethodType, set.pop, list, isinstance
    order, popped = (_order_told, _popped_told) if own_hash else (ReadOrder, Popped)
    first, iterator = next, iter

    def order_of(value: Any) -> Any:
        if kind(value) in sets and size(value) > 1:
            write(order(tuple(value)))
        return value

    def first_of(value: Any) -> Any:
        if kind(value) in sets and size(value) > 1:
            write(popped(first(iterator(value))))
        return value

    def stop() -> Any:
        if size(journal) >= room[0]:
            raise StopRecording
        yield from ()

    def loop(value: Any) -> Any:
        left = room[0] - size(journal)
        if left <= 0:
            raise StopRecording
        found = kind(value)
        if found in sized:
            if size(value) <= left:
                return value
        elif found in sets:
            return order_of(value)
        return tie(cut(value, left), stop())

    def text_of(value: Any) -> Any:
        found = kind(value)
        if found in sets or found in containers:
            inside(value, write, order, [])
        return value

    def popped_of(value: Any, receiver: Any) -> Any:
        if kind(receiver) is not rows and is_a(receiver, set):
            write(popped(value))
        return value

    def pop_of(method: Any) -> Any:
        if kind(method) is native:
            if is_a(method.__self__, set):
                return partial(take, method)
        elif method is of_any_set:
            return partial(take, method)
        return method

    def take(method: Any, /, *arguments: Any, **named: Any) -> Any:
        value = method(*arguments, **named)
        write(popped(value))
        return value

    return {
        "write": write, "turn": turn, "order": order_of, "loop": loop, "text": text_of, "Stop": StopRecording,
        "first": first_of, "pop": pop_of, "popped": popped_of,
    }  # fmt: skip


def _orders_inside(value: Any, write: Any, order: Any, inside: list[int]) -> None:
    """Write the order of a set and of every set in a container, in the order in which `repr` reaches them."""
    if id(value) in inside:
        return
    inside.append(id(value))
    parts = value
    if type(value) is dict:
        parts = chain.from_iterable(value.items())
    elif type(value) in _SETS and len(value) > 1:
        parts = tuple(value)
        write(order(parts))
    for part in parts:
        kind = type(part)
        if kind in _SETS or kind is list or kind is tuple or kind is dict:
            _orders_inside(part, write, order, inside)
    inside.pop()


# Runs


def run_traced(prepared: PreparedRecording, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Run one case of the instrumented program; JSON of how it ended and of its journal.

    case: arguments, keyword_arguments (literals), stdin. limits: steps; capture, if standard output is to be part of
    what comes out instead of going to descriptor 1.
    """
    _empty(prepared, limits)
    return _traced(prepared, Surroundings(bool(limits.get("capture")), prepared.told), case)


def run_plain(prepared: PreparedRecording, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Run one case of the program as it is; JSON of how it ended."""
    return _plain(prepared, Surroundings(bool(limits.get("capture")), None), case)


def ready(prepared: PreparedRecording, limits: dict[str, Any], *, traced: bool) -> RunCase:
    """A run made ready before the process is forked that does it and nothing else: a function of its case."""
    if not traced:
        return partial(_plain, prepared, Surroundings(False, None, alone=True))
    _empty(prepared, limits)
    return partial(_traced, prepared, Surroundings(False, prepared.told, alone=True))


def parsed(case: dict[str, Any]) -> dict[str, Any]:
    """The case with its arguments' values beside them, if they are short; any fault of theirs is left to the run."""
    named = dict(case.get("keyword_arguments", {}))
    if sum(map(len, (*case.get("arguments", ()), *named.values()))) > SHORT_ARGUMENTS:
        return case
    try:
        return {**case, "values": _values(case)}
    except Exception:  # whatever it is, the run will meet it again, and report it
        return case


def _empty(prepared: PreparedRecording, limits: dict[str, Any]) -> None:
    prepared.journal.clear()
    prepared.room[0] = limits.get("steps", 100_000) * ITEMS_PER_STEP
    turns = _turns(prepared.journal, prepared.room).send
    prepared.turn.__setstate__((turns, (), {}, None))  # type: ignore[attr-defined]  # typeshed leaves it out


def _traced(prepared: PreparedRecording, surroundings: Surroundings, case: dict[str, Any]) -> bytes:
    journal = prepared.journal
    ended = _run(prepared.traced, prepared.entry_point, case, surroundings)
    del journal[prepared.room[0] :]
    ended["journal"] = [
        item if (kind := type(item)) in _SMALL or (kind is int and -HUGE < item < HUGE) else _coded(item)
        for item in journal
    ]
    return _bytes(ended)


def _plain(prepared: PreparedRecording, surroundings: Surroundings, case: dict[str, Any]) -> bytes:
    return _bytes(_run(prepared.plain, prepared.entry_point, case, surroundings))


def _run(
    code: types.CodeType, entry_point: str | None, case: dict[str, Any], surroundings: Surroundings
) -> dict[str, Any]:
    main = surroundings.enter()
    result = exception = None
    outcome, reason = "finished", ""
    try:
        exec(code, main)
        if entry_point is not None:
            result = _call(main, entry_point, case)
    except StopRecording:
        outcome, reason = "too_long", "steps"
    except _NoEntryPoint:
        outcome, reason = "refused", "no_entry_point"
    except SystemExit as error:
        if error.code not in (None, 0):
            outcome, exception = "raised", literals.render(error, RESULT_LIMIT)
    except MemoryError:
        outcome = "out_of_memory"
    except BaseException as error:  # whatever the program raises is its outcome
        outcome, exception = "raised", _literal_of(error)
    try:
        if outcome in ("finished", "raised"):
            surroundings.finish()
    except StopRecording:
        outcome, reason = "too_long", "steps"
    stdout = surroundings.restore()
    return {"outcome": outcome, "reason": reason, "result": result, "exception": exception, "stdout": stdout}


def _literal_of(error: BaseException) -> str:
    """Where exactly the stack ran out decides the text of a RecursionError: it is left out."""
    if isinstance(error, RecursionError):
        return "RecursionError('maximum recursion depth exceeded')"
    return literals.render(error, RESULT_LIMIT)


class _NoEntryPoint(BaseException):
    """The program ran and binds no such name."""


def _call(main: dict[str, Any], entry_point: str, case: dict[str, Any]) -> str:
    if entry_point not in main:
        raise _NoEntryPoint
    arguments, named = case.get("values") or _values(case)
    return literals.render(main[entry_point](*arguments, **named), RESULT_LIMIT)


def _values(case: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    named = dict(case.get("keyword_arguments", {}))
    return (
        [literals.parse(text) for text in case.get("arguments", ())],
        {name: literals.parse(text) for name, text in named.items()},
    )


# Writing JSON with nothing that the program could have replaced

_SMALL: Final = frozenset({bool, float, type(None)})
_json: Any = json.encoder  # typeshed leaves its C parts out
_encode: Final = _json.c_make_encoder(None, repr, _json.c_encode_basestring_ascii, None, ":", ",", False, False, True)
_join: Final = "".join


def _bytes(ended: dict[str, Any]) -> bytes:
    return _join(_encode(ended, 0)).encode("ascii")


def _coded(item: Any) -> Any:
    """An item of the journal as JSON: a scalar, or a list that begins with a letter."""
    kind = type(item)
    if kind is Told:
        return item.code
    if kind is ReadOrder:
        return ["o", _elements(item.values)]
    return ["p", _elements((item.value,))[0]] if kind is Popped else coded(item)


def _order_told(values: tuple[Any, ...]) -> Told:
    return Told(["o", _elements(values)])


def _popped_told(value: Any) -> Told:
    return Told(["p", _elements((value,))[0]])


def _elements(values: tuple[Any, ...]) -> list[Any]:
    try:
        return [coded_element(value) for value in values]
    except Untold:
        return [UNTOLD for _ in values]
