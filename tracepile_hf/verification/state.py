"""What a name holds at a step, as text where that is enough and as a value where it is not."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.places import PlaceError, path_of, root_of, store
from tracepile_hf.verification.timeline import NOWHERE, UNBOUND, Change, Timeline

_UNREAD: Final = object()
_PLAIN: Final = frozenset({int, float, str, bool, bytes, type(None), complex})


class Unknown(Exception):
    """An expression has no value that the trace tells: unbound, not rendered, or beyond what is evaluated here."""


class Opaque(Unknown):
    """A name is bound to something that has no literal: `<function f>`."""


class Known:
    """A value that the trace tells: its literal, its value, or both, each worked out from the other when asked for."""

    __slots__ = ("_text", "_value")

    def __init__(self, text: str | None = None, value: Any = _UNREAD) -> None:
        self._text = text
        self._value = value

    @property
    def text(self) -> str:
        """The literal."""
        if self._text is None:
            self._text = literals.render(self._value)
        return self._text

    @property
    def value(self) -> Any:
        """The value; not to be changed. Raises `Unknown` if the literal is none (`<function f>`)."""
        if self._value is _UNREAD:
            try:
                self._value = literals.parse(self._text or "")
            except LiteralError as error:
                raise Opaque(str(error)) from None
        return self._value

    def is_said(self, literal: str) -> bool:
        """Whether `literal` says this value: the same text, or the same value where both can be read."""
        if self._text is not None and self._text == literal:
            return True
        try:
            return is_same(literals.parse(literal), self.value) and is_canonical(literal)
        except (LiteralError, Unknown):
            return self.text == literal


def is_same(one: Any, other: Any) -> bool:
    """`literals.same`, and dicts in the same order as well: the order is seen when they are gone through or printed."""
    if not literals.same(one, other):
        return False
    return type(one) in _PLAIN or literals.render(one) == literals.render(other)


def is_canonical(literal: str) -> bool:
    """Whether a fraction in it is in lowest terms, as it is always written: Fraction(0, 3) is equal to none that is."""
    return "Fraction(" not in literal or literals.render(literals.parse(literal)) == literal


class State:
    """Looks names up along frames, at any step. Values are shared between answers and never changed by askers."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._latest: dict[
            tuple[int, str], tuple[int, int, Known]
        ] = {}  # name -> (base, changes applied, what it held)

    def owner(self, name: str, frame: int, position: int) -> int:
        """The frame whose `name` is seen from `frame`: its own, an enclosing one, the module. -1: bound in none."""
        history = self.timeline.history
        while frame >= 0:
            changes = history.get((frame, name))
            if changes:
                at = bisect_left(changes, (position + 1,)) - 1
                if at >= 0 and (changes[at].base < 0 or changes[changes[at].base].literal != UNBOUND):
                    return frame
            frame = self.timeline.enclosing.get(frame, 0) if frame else NOWHERE
        return NOWHERE

    def lookup(self, name: str, frame: int, position: int) -> Known:
        """What `name` holds after the step at `position`, seen from `frame`. Raises `Unknown` if it is not bound."""
        owner = self.owner(name, frame, position)
        if owner < 0:
            raise Unknown(f"{name} is not bound")
        changes = self.timeline.history[owner, name]
        at = bisect_left(changes, (position + 1,)) - 1
        base = changes[at].base
        if base < 0:
            raise Unknown(f"{name} was never told as a whole")
        latest = self._latest.get((owner, name))
        if latest is not None and latest[:2] == (base, at):
            return latest[2]
        if base == at:
            known = Known(changes[at].literal)
        else:
            known = self._patched(name, changes, base, at, latest)
        self._latest[owner, name] = (base, at, known)
        return known

    def part(self, place: str, frame: int, position: int) -> Known:
        """What a part of something that has no literal holds, as it was last reported: `Point.count` of a class.

        Raises `Unknown` if it never was, or if the whole has a literal (then its value tells).
        """
        root = root_of(place)
        owner = self.owner(root, frame, position)
        changes = self.timeline.history[owner, root] if owner >= 0 else []
        at = bisect_left(changes, (position + 1,)) - 1
        if at >= 0 and changes[at].base >= 0 and changes[changes[at].base].literal.startswith("<"):
            for change in reversed(changes[changes[at].base : at + 1]):
                if change.place == place and change.literal != UNBOUND:
                    return Known(change.literal)
        raise Unknown(f"{place} was never told")

    @staticmethod
    def _patched(name: str, changes: list[Change], base: int, at: int, latest: tuple[int, int, Known] | None) -> Known:
        """The value with its parts changed: what was worked out last goes on being changed, if it lies on the way.

        A `Known` given out before is then no longer true of its step: who compares two steps takes the first one's
        text before asking for the second.
        """
        if latest is not None and latest[0] == base and base < latest[1] < at:
            done, value = latest[1], latest[2].value
        else:
            done, value = base, Known(changes[base].literal).value
        try:
            for change in changes[done + 1 : at + 1]:
                store(value, path_of(change.place), change.literal)
        except PlaceError as error:
            raise Unknown(f"a part of {name} cannot be followed: {error}") from None
        return Known(None, value)
