"""The journal as a replay reads it: JSON from the jail, believed item by item and only where it fits.

Every number and value in it is compared with what the replay comes to by itself; the first that differs ends the replay
(`diverged`). Only the order in which a set was read and the element that `pop` took from one are taken from it,
after checking that it is an order of that set, or an element of it.
"""

from __future__ import annotations

import functools
import json
import types
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.execution.record.set_elements import ATOMS, SIZED, Untold, coded, coded_exception, member, members
from tracepile_hf.execution.replay.state.steps import Stop

PAYLOAD_CAP: Final = 128 << 20
OUTCOMES: Final = frozenset({"finished", "raised", "too_long", "out_of_memory", "refused"})
# Kinds of a mirrored run that may stand for another: functions of the guards, and lists in place of sets.
_STANDS_IN: Final = frozenset(
    {types.FunctionType, types.MethodType, types.BuiltinFunctionType, type(iter([])), functools.partial}
)
_DATA: Final = frozenset(kind.__name__ for kind in (*SIZED, complex, range))


class _End:
    """What comes after the last item: equal to nothing that a replay compares with."""


END: Final = _End()


class MalformedJournal(ValueError):
    """The payload is not what a recorder writes."""


class Journal:
    """Items in order, and how the recorded run ended."""

    def __init__(self, payload: bytes, stdout: bytes = b"") -> None:
        """Take apart a payload; `stdout`: what was written to descriptor 1 meanwhile. Raises MalformedJournal."""
        if len(payload) > PAYLOAD_CAP:
            raise MalformedJournal("the payload is too long")
        try:
            ended = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise MalformedJournal(f"expected JSON, got {error}") from None
        if type(ended) is not dict or ended.get("outcome") not in OUTCOMES:
            raise MalformedJournal("expected an object with an outcome")
        if type(ended.get("reason")) is not str:
            raise MalformedJournal("expected text for reason")
        for key in ("result", "exception", "stdout"):
            if ended.get(key) is not None and type(ended[key]) is not str:
                raise MalformedJournal(f"expected text for {key}")
        items = ended.get("journal", [])
        if type(items) is not list:
            raise MalformedJournal("expected a list for journal")
        self.outcome: str = ended["outcome"]
        self.reason: str = ended["reason"]
        self.stdout: str = ended["stdout"] if ended["stdout"] is not None else stdout.decode("utf-8", "replace")
        self.result: str | None = ended["result"]
        self.exception: str | None = ended["exception"]
        self._with_end: list[Any] = [*items, END]
        self.rewind()

    def items(self) -> list[Any]:
        """All items."""
        return self._with_end[:-1]

    def rewind(self) -> None:
        """Go back to the first item."""
        self._rest: Any = iter(self._with_end)
        self.next: Callable[[], Any] = self._rest.__next__

    def _back(self) -> None:
        """The item just taken is the next again."""
        self._rest.__setstate__(len(self._with_end) - self._rest.__length_hint__() - 1)

    def _end(self) -> Stop:
        self._back()  # whoever asks again comes to the end again
        return Stop("diverged" if self.outcome in ("finished", "raised") else "steps")

    def take(self) -> Any:
        """The next item."""
        item = self.next()
        if item is END:
            raise self._end()
        return item

    def differs(self, item: Any) -> None:
        """A number in the journal is not the one of this branch, turn or handler."""
        raise self._end() if item is END else Stop("diverged")

    def unanswered(self, item: Any) -> None:
        """A function begins, but the journal does not say so: the recorded run had no stack left for it."""
        if item is END and not (self.exception or "").startswith("RecursionError("):
            raise self._end()
        self._back()
        raise Overflow("maximum recursion depth exceeded")

    def compare(self, item: Any, value: Any) -> None:
        """An item that stands for a value that a name was bound to, or that was returned."""
        kind = type(value)
        if type(item) is kind and kind in ATOMS:
            if item == value if kind is not float else repr(item) == repr(value):
                return
        elif (
            type(item) is list
            and len(item) >= 2
            and (item == coded(value) or (item[0] == "k" and kind in _STANDS_IN and item[1] not in _DATA))
        ):
            return
        self.differs(item)

    def check(self, value: Any) -> None:
        """A value that a name was bound to, or that was returned."""
        item = self.next()
        if item is not value:
            self.compare(item, value)

    def peek(self) -> Any:
        """The next item, which whoever asks for an item next gets again."""
        item = self.take()
        self._back()
        return item

    def caught(self, error: BaseException) -> None:
        """An exception that a handler caught."""
        item = self.next()
        if item != coded_exception(error):
            self.differs(item)

    def checked(self, value: Any) -> Any:
        """The same in the middle of an expression."""
        self.check(value)
        return value

    def order(self, values: Any) -> list[Any]:
        """The elements of a set in the order in which they were read."""
        item = self.take()
        if type(item) is not list or len(item) != 2 or item[0] != "o" or type(item[1]) is not list:
            raise Stop("diverged")
        if len(item[1]) != len(values):
            raise Stop("diverged")
        return _found(values, item[1])

    def element(self, values: Any, by_hash: bool) -> Any:
        """The element that `pop` took from a set; `by_hash`: comparing its members runs no code of the program."""
        item = self.take()
        if type(item) is not list or len(item) != 2 or item[0] != "p":
            raise Stop("diverged")
        if by_hash:
            try:
                return member(values, item[1])
            except (Untold, LookupError):
                pass  # looked for among the codes of all members, which tells why
        return _found(values, [item[1]])[0]

    def finish(self) -> None:
        """The replay is over: nothing may be left."""
        if self.next() is not END:
            raise Stop("diverged")
        self._back()


class Overflow(RecursionError):
    """The program's own RecursionError, as opposed to one of the replay."""


Overflow.__name__ = Overflow.__qualname__ = "RecursionError"


def alike(one: bytes, other: bytes) -> bool:
    """Whether two payloads say the same but for numbers in their journals."""
    try:
        first, second = Journal(one), Journal(other)
    except MalformedJournal:
        return False
    heads = [(each.outcome, each.reason, each.stdout, each.result, each.exception) for each in (first, second)]
    if heads[0] != heads[1] or len(first._with_end) != len(second._with_end):
        return False
    return all(
        left == right or (type(left) is type(right) and type(left) in (int, float))
        for left, right in zip(first._with_end, second._with_end, strict=True)
    )


def _found(values: Any, codes: list[Any]) -> list[Any]:
    """The members that the codes say; a refusal if the journal says what cannot be, or the members have no codes."""
    try:
        return members(values, codes)
    except Untold:
        raise Stop("set_order") from None
    except LookupError:
        raise Stop("diverged") from None
