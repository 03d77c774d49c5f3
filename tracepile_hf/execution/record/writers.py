"""What instrumented code calls to write its journal: generators, each behind its `send`, which is C.

A program could come to a constant of its own code only through that code, and from a `send` on only through the frame
of a generator; the jail's audit hook reports both before they happen. Nothing here keeps a value of the program alive,
and nothing here runs code of the program.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from functools import partial
from itertools import chain
from typing import Any, Final

from tracepile_hf.execution.record.set_elements import UNTOLD, Untold, coded, coded_element, coded_exception

MOST_READ: Final = 4_000_000  # elements of sets that a journal may hold, in all
MOST_HELD: Final = 1_000  # things whose `id` was asked for
LIFETIME: Final = "lifetime"  # in a journal: an `id` may be one that another thing had before
_SETS: Final = frozenset({set, frozenset})
_ROWS: Final = frozenset({list, tuple, dict})
_SMALL: Final = frozenset({int, bool, float, type(None)})  # as they are; long integers are coded when the run is over


class StopRecording(BaseException):
    """The journal is long enough. No handler of the program catches it."""


class Writers:
    """The writers of one program and what they share: the journal, its room, what is only held for a moment."""

    def __init__(self) -> None:
        self.journal: list[Any] = []
        self.room = [1 << 60]  # how many items the journal may take
        self._read = [0]  # elements of sets so far
        self._slot: list[None] = []  # not empty between `noted` and `popped` of a set
        self._identified: dict[int, Any] = {}  # what `id` was asked of
        self._renewed = {"turn": self._turns, "item": self._items}
        self._ended = {name: partial(_started(make())) for name, make in self._renewed.items()}
        self._generators: dict[str, Any] = {}
        for name in ("mark", "write", "echo", "order", "first", "text", "noted", "popped", "caught", "settled", "held"):
            generator = self._generators[name] = getattr(self, f"_{name}")()
            next(generator)

    def constants(self) -> dict[str, Any]:
        """Name -> what instrumented code calls by it."""
        names = {name: generator.send for name, generator in self._generators.items()}
        return {**names, **self._ended, "Stop": StopRecording}

    def usable(self) -> bool:
        """Whether no writer was broken by an error in the middle of its work, such as a lack of memory."""
        return all(generator.gi_frame is not None for generator in self._generators.values())

    def empty(self, items: int) -> None:
        """Begin a journal of at most so many items."""
        self.journal.clear()
        self.room[0] = items
        self._read[0] = 0
        self._slot = []
        self._identified.clear()
        for name, make in self._renewed.items():
            self._ended[name].__setstate__((_started(make()), (), {}, None))  # type: ignore[attr-defined]  # typeshed leaves it out

    # Numbers and values

    def _mark(self) -> Generator[None, int, None]:
        write = self.journal.append
        number = yield
        while True:
            write(number)
            number = yield

    def _turns(self) -> Generator[None, int, None]:
        """Numbers of turns and calls, integers of a range: until the journal is full."""
        write, size, journal, room = self.journal.append, len, self.journal, self.room
        number = yield
        while size(journal) < room[0]:
            write(number)
            number = yield
        raise StopRecording

    def _items(self) -> Generator[None, Any, None]:
        """What a loop takes: likewise."""
        write, size, journal, room, kind, code = self.journal.append, len, self.journal, self.room, type, coded
        value = yield
        while size(journal) < room[0]:
            write(value if kind(value) in _SMALL else code(value))
            value = None
            value = yield
        raise StopRecording

    def _write(self) -> Generator[None, Any, None]:
        write, kind, code, small = self.journal.append, type, coded, _SMALL
        value = yield
        while True:
            write(value if kind(value) in small else code(value))
            value = None
            value = yield

    def _echo(self) -> Generator[Any, Any, None]:
        """Writes a value and gives it back."""
        write, kind, code, small = self.journal.append, type, coded, _SMALL
        given: list[Any] = []
        put, take = given.append, given.pop
        value = yield
        while True:
            write(value if kind(value) in small else code(value))
            put(value)
            value = None
            value = yield take()

    def _caught(self) -> Generator[None, int, None]:
        """A handler begins: its number, and what it caught."""
        write, code, found = self.journal.append, coded_exception, sys.exc_info
        number = yield
        while True:
            write(number)
            write(code(found()[1]))
            number = yield

    def _settled(self) -> Generator[None, Any, None]:
        """What a handler caught gets the text that it has without our own calls, where the stack ran out."""
        kind = type
        error = yield
        while True:
            if kind(error) is RecursionError:
                error.args = ("maximum recursion depth exceeded",)
            error = None
            error = yield

    # Sets

    def _order(self) -> Generator[Any, Any, None]:
        """Writes in what order a set is read."""
        kind, size, sets, order = type, len, _SETS, self._order_of
        given: list[Any] = []
        put, take = given.append, given.pop
        value = yield
        while True:
            if kind(value) in sets and size(value) > 1:
                order(value)
            put(value)
            value = None
            value = yield take()

    def _order_of(self, value: Any) -> None:
        self.journal.append(["o", _elements(tuple(value))])
        self._read[0] += len(value)
        if self._read[0] > MOST_READ:
            self.room[0] = len(self.journal)  # full: the next turn says so

    def _first(self) -> Generator[Any, Any, None]:
        """Writes which element of a set comes first."""
        write, kind, size, sets = self.journal.append, type, len, _SETS
        given: list[Any] = []
        put, take = given.append, given.pop
        value = yield
        while True:
            if kind(value) in sets and size(value) > 1:
                write(["p", _elements((next(iter(value)),))[0]])
            put(value)
            value = None
            value = yield take()

    def _text(self) -> Generator[Any, Any, None]:
        """Writes the orders of a set and of every set in a container."""
        kind, both, inside, order = type, _SETS | _ROWS, _orders_inside, self._order_of
        given: list[Any] = []
        put, take = given.append, given.pop
        value = yield
        while True:
            if kind(value) in both:
                inside(value, order, [])
            put(value)
            value = None
            value = yield take()

    def _noted(self) -> Generator[Any, Any, None]:
        """The receiver of `pop`: a set that has elements is remembered, since its `pop` can neither fail nor nest."""
        kind, size, is_a, sets, native = type, len, isinstance, set, _pops_natively
        given: list[Any] = []
        put, take = given.append, given.pop
        value = yield
        while True:
            self._slot = [None] if is_a(value, sets) and size(value) and native(kind(value)) else []
            put(value)
            value = None
            value = yield take()

    def _popped(self) -> Generator[Any, Any, None]:
        """What `pop` took, if it was from a set."""
        write = self.journal.append
        given: list[Any] = []
        put, take = given.append, given.pop
        value = yield
        while True:
            if self._slot:
                self._slot = []
                write(["p", _elements((value,))[0]])
            put(value)
            value = None
            value = yield take()

    # Identities

    def _held(self) -> Generator[Any, Any, None]:
        """What `id` is about to be asked of is held; if nobody else held one of those before, that is written."""
        write, count = self.journal.append, sys.getrefcount
        held: dict[int, Any] = self._identified
        given: list[Any] = []
        put, take = given.append, given.pop
        value = yield
        while True:
            for number in held:
                if count(held[number]) <= 2:
                    write([LIFETIME])
                    held.clear()
                    break
            if len(held) < MOST_HELD:
                held[id(value)] = value
            else:
                write([LIFETIME])
            put(value)
            value = None
            value = yield take()


def _started(generator: Generator[Any, Any, None]) -> Callable[[Any], Any]:
    next(generator)
    return generator.send


def _pops_natively(kind: type) -> bool:
    """Whether the objects of a kind of set lose their elements by `set.pop` itself."""
    for base in type.__dict__["__mro__"].__get__(kind):
        names = type.__dict__["__dict__"].__get__(base)
        if "pop" in names:
            return base is set
    return False


def _orders_inside(value: Any, order: Callable[[Any], None], inside: list[int]) -> None:
    """Write the order of a set and of every set in a container, in the order in which `repr` reaches them."""
    if id(value) in inside:
        return
    inside.append(id(value))
    parts = value
    if type(value) is dict:
        parts = chain.from_iterable(value.items())
    elif type(value) in _SETS and len(value) > 1:
        order(value)
    for part in parts:
        kind = type(part)
        if kind in _SETS or kind in _ROWS:
            _orders_inside(part, order, inside)
    inside.pop()


def _elements(values: tuple[Any, ...]) -> list[Any]:
    try:
        return [coded_element(value) for value in values]
    except Untold:
        return [UNTOLD for _ in values]
