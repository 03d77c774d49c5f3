"""What a name holds at a step, as text where that is enough and as a value where it is not."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.attributes import attribute_of
from tracepile_hf.verification.places import Patch, PlaceError, path_of, root_of
from tracepile_hf.verification.timeline import NOWHERE, UNBOUND, Change, History, Timeline

_UNREAD: Final = object()
# Integers, plain strings and words that are literals have one text each: where two texts differ, so do the values.
_ONLY_TEXT: Final = re.compile(r"0|-?[1-9][0-9]*|'[ -&(-\[\]-~]*'|True|False|None")
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

    def is_text(self, literal: str) -> bool:
        """Whether the trace has the value as this very text."""
        return self._text == literal

    def is_said(self, literal: str) -> bool:
        """Whether `literal` says this value: the same text, or the same value where both can be read."""
        text = self._text
        if text is None:
            if type(self._value) in _PLAIN and repr(self._value) == literal:
                return True
        elif text == literal:
            return True
        elif _ONLY_TEXT.fullmatch(literal) and _ONLY_TEXT.fullmatch(text):
            return False
        try:
            return is_same(literals.parse(literal), self.value) and is_canonical(literal)
        except (LiteralError, Unknown):
            return self.text == literal


def is_same(one: Any, other: Any) -> bool:
    """`literals.same`, and dicts in the same order as well: the order is seen when they are gone through or printed."""
    alike = type(one) is type(other)
    if type(one) in _PLAIN or type(other) in _PLAIN:
        return alike and literals.same(one, other)
    text = literals.render(one)
    if text != literals.render(other):
        return False
    return (alike and "<" not in text) or literals.same(one, other)  # what was cut is to be compared to its end


def is_canonical(literal: str) -> bool:
    """Whether a fraction in it is in lowest terms, as it is always written: Fraction(0, 3) is equal to none that is."""
    return "Fraction(" not in literal or literals.render(literals.parse(literal)) == literal


@lru_cache(maxsize=2048)
def is_read(literal: str) -> bool:
    """Whether a literal can be read back."""
    return literals.is_value(literal)


def _lies_in(place: str, other: str) -> bool:
    return place.startswith(other) and place[len(other) : len(other) + 1] in (".", "[")


@lru_cache(maxsize=64)
def members_of(code: str) -> frozenset[str]:
    """`Color.RED` of every enum that a program defines with a class statement."""
    try:
        nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ClassDef)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    enums: set[str] = set()
    found = []
    for node in nodes:
        bases = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}
        if any(base in enums or base.endswith(("Enum", "Flag")) for base in bases):
            enums.add(node.name)
            for statement in node.body:
                targets = statement.targets if isinstance(statement, ast.Assign) else []
                found += [f"{node.name}.{target.id}" for target in targets if isinstance(target, ast.Name)]
    return frozenset(found)


class State:
    """Looks names up along frames, at any step. Values are shared between answers and never changed by askers."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._members = members_of(timeline.trace.case.program.code)
        self._latest: dict[
            tuple[int, str], tuple[int, int, Known]
        ] = {}  # name -> (base, changes applied, what it held)

    def owner(self, name: str, frame: int, position: int) -> int:
        """The frame whose `name` is seen from `frame`: its own, an enclosing one, the module. -1: bound in none."""
        return self._seen(name, frame, position)[0]

    def _seen(self, name: str, frame: int, position: int) -> tuple[int, History | None, int]:
        """(owning frame, its history of the name, number of the last change there); (-1, None, -1) if it is unbound."""
        history = self.timeline.history
        while frame >= 0:
            found = history.get((frame, name))
            if found is not None:
                at = found.at(position)
                if at >= 0:
                    base = found.changes[at].base
                    if base < 0 or found.changes[base].literal != UNBOUND:
                        return frame, found, at
            frame = self.timeline.enclosing.get(frame, 0) if frame else NOWHERE
        return NOWHERE, None, NOWHERE

    def lookup(self, name: str, frame: int, position: int) -> Known:
        """What `name` holds after the step at `position`, seen from `frame`. Raises `Unknown` if it is not bound."""
        owner, history, at = self._seen(name, frame, position)
        if history is None:
            raise Unknown(f"{name} is not bound")
        changes = history.changes
        base = changes[at].base
        if base < 0:
            raise Unknown(f"{name} was never told as a whole")
        latest = self._latest.get((owner, name))
        if latest is not None and latest[0] == base and latest[1] == at:
            return latest[2]
        if base == at:
            known = Known(changes[at].literal)
        else:
            known = self._patched(name, changes, base, at, latest)
        self._latest[owner, name] = (base, at, known)
        return known

    def part(self, place: str, frame: int, position: int) -> Known:
        """What a part of something that cannot be read as a whole holds, as it was last reported: `Point.count` of a
        class, `x.rank` of a node that is its own parent.

        Raises `Unknown` if it never was, or if the whole can be read (then its value tells).
        """
        root = root_of(place)
        _, history, at = self._seen(root, frame, position)
        base = NOWHERE if history is None else history.changes[at].base
        if history is not None and base >= 0:
            whole = history.changes[base].literal
            if "<" in whole and not is_read(whole):
                found = self._last_told(place, history.changes[base + 1 : at + 1])
                if found is None and place.count(".") == 1 and not whole.startswith("<"):
                    found = attribute_of(whole, place.removeprefix(root + "."))
                if found and found != UNBOUND:
                    return Known(found)
                if found is None and whole == f"<class {root}>" and place in self._members:
                    return Known(place)
        raise Unknown(f"{place} was never told")

    @staticmethod
    def _last_told(place: str, changes: list[Change]) -> str | None:
        """What a part was last reported to hold; empty if more than that changed, or less; None if nothing did."""
        for change in reversed(changes):
            if change.place == place:
                return change.literal
            if _lies_in(change.place, place) or _lies_in(place, change.place):
                return ""
        return None

    @staticmethod
    def _patched(name: str, changes: list[Change], base: int, at: int, latest: tuple[int, int, Known] | None) -> Known:
        """The value with its parts changed: what was worked out last is gone on from, if it lies on the way.

        Every answer is a value of its own: what was handed out before stays as it is.
        """
        if latest is not None and latest[0] == base and base < latest[1] < at:
            done, value = latest[1], latest[2].value
        else:
            done, value = base, Known(changes[base].literal).value
        patch = Patch()
        try:
            for change in changes[done + 1 : at + 1]:
                value = patch.stored(value, path_of(change.place), change.literal)
        except PlaceError as error:
            raise Unknown(f"a part of {name} cannot be followed: {error}") from None
        return Known(None, value)
