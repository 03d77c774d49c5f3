"""What the names of a run hold, kept as text while the steps are told.

A container whose elements are replaced one at a time is kept as its parts, so that "`xs` is now [1, 5, 3]" can be said
after a step that only reports `xs[1]`. Parts are split only on demand and only for literals short enough to be told.
Does not cover sets, attributes of objects, or containers longer than `LONGEST`: their whole text is then unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from tracepile_hf.narration.source import path, root
from tracepile_hf.records import Step

LONGEST: Final = 200  # characters of a container that is worth telling whole
MOST_PENDING: Final = 64

Parts: TypeAlias = "list[str | Parts] | dict[str, str | Parts]"
_OPENING: Final = "([{"
_CLOSING: Final = ")]}"


class _Container:
    """A list or dict whose elements were replaced one at a time since it was told whole."""

    __slots__ = ("literal", "parts", "pending")

    def __init__(self, literal: str) -> None:
        self.literal: str | None = literal
        self.parts: Parts | None = None
        self.pending: list[tuple[str, str]] = []

    def settle(self) -> str | None:
        """The literal with all element writes worked in; None when they cannot be."""
        if not self.pending:
            return self.literal
        if self.parts is None and self.literal is not None and len(self.literal) <= LONGEST:
            split = split_literal(self.literal)
            self.parts = None if isinstance(split, str) else split
        for place, literal in self.pending:
            if self.parts is None or not _put(self.parts, path(place), literal):
                self.parts = None
                break
        self.pending.clear()
        self.literal = None if self.parts is None else join_literal(self.parts)
        return self.literal

    def part(self, place: str) -> str | None:
        """The literal of an element; None when it is not known."""
        for earlier, literal in reversed(self.pending):
            if earlier == place:
                return literal
        text = self.settle()
        node: Parts | str | None = self.parts if self.parts is not None else text
        if text is None or len(text) > LONGEST:
            return None
        for step in path(place):
            node = _child(node, step)
        return node if isinstance(node, str) else None


class Memory:
    """The last literal of every place, by the frame that owns it; steps are taken over only when something is asked."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._done = 0
        self._frames: dict[int, dict[str, str | _Container]] = {}

    def reach(self, index: int) -> None:
        """Take over what the steps before `index` changed."""
        frames = self._frames
        for step in self._steps[self._done : index]:
            if not step.changed:
                continue
            for (place, literal), owner in zip(step.changed, step.owners, strict=True):
                names = frames.get(owner)
                if names is None:
                    names = frames[owner] = {}
                if "[" in place or "." in place:
                    _note_part(names, place, literal)
                else:
                    names[place] = literal
                    if literal[-1:] == ")":
                        _forget_parts(names, place)
        self._done = max(self._done, index)

    def whole(self, owner: int, name: str) -> str | None:
        """The literal of a name, with all element writes worked in; None when it is unknown or too long."""
        held = self._frames.get(owner, _NOTHING).get(name)
        literal = held.settle() if isinstance(held, _Container) else held
        return literal if literal is not None and len(literal) <= LONGEST else None

    def has(self, owner: int, name: str) -> bool:
        """Whether a frame has a name of its own."""
        return name in self._frames.get(owner, _NOTHING)

    def value(self, owner: int, place: str) -> str | None:
        """The literal of a place such as `xs[3]`, `self.x` or `x`; None when it is unknown.

        Only a plain value is told of a place inside another: the parts of a container may have changed since.
        """
        name = root(place)
        if place == name:
            return self.whole(owner, place)
        names = self._frames.get(owner, _NOTHING)
        held = names.get(name)
        if isinstance(held, str) and held[:1] in "[{" and len(held) <= LONGEST:
            held = names[name] = _Container(held)
        if isinstance(held, _Container):
            found = held.part(place)
        else:
            part = names.get(place)
            found = part if isinstance(part, str) else None
        return found if found is not None and not any(mark in found for mark in _OPENING) else None


_NOTHING: Final[dict[str, str | _Container]] = {}


def _forget_parts(names: dict[str, str | _Container], name: str) -> None:
    """An object was bound to a name anew: what was known of its parts is of the one before."""
    for place in [place for place in names if place.startswith((name + ".", name + "["))]:
        del names[place]


def _note_part(names: dict[str, str | _Container], place: str, literal: str) -> None:
    name = root(place)
    held = names.get(name)
    if isinstance(held, str) and held[:1] in "[{":
        held = names[name] = _Container(held)
    if isinstance(held, _Container):
        held.pending.append((place, literal))
        if len(held.pending) > MOST_PENDING:
            held.settle()
    elif len(path(place)) == 1:
        names[place] = literal


def _child(node: Parts | str | None, step: str) -> Parts | str | None:
    if isinstance(node, str) and node[:1] in _OPENING:
        node = split_literal(node)
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and step.lstrip("-").isdigit() and -len(node) <= int(step) < len(node):
        return node[int(step)]
    return None


def _put(parts: Parts, steps: tuple[str, ...], literal: str) -> bool:
    """Write one element; False when the place is not one of the parts."""
    node: Parts | str | None = parts
    for position, step in enumerate(steps):
        last = position == len(steps) - 1
        if isinstance(node, dict) and step in node:
            key: str | int = step
        elif isinstance(node, list) and step.isdigit() and int(step) < len(node):
            key = int(step)
        else:
            return False
        if last:
            node[key] = literal  # type: ignore[index]  # the key was chosen for this kind just above
            return True
        child = node[key]  # type: ignore[index]  # likewise
        if isinstance(child, str):
            child = split_literal(child)
            node[key] = child  # type: ignore[index]  # likewise
        node = child
    return False


def split_literal(literal: str) -> Parts | str:
    """The parts of a list or dict literal, one level deep; other literals come back as they are."""
    if literal[:1] == "[" and literal[-1:] == "]":
        return list(_elements(literal[1:-1]))
    if literal[:1] == "{" and literal[-1:] == "}":
        entries: dict[str, str | Parts] = {}
        for element in _elements(literal[1:-1]):
            key = _cut(element, ": ")
            if key == len(element):
                return literal  # a set
            entries[element[:key]] = element[key + 2 :]
        return entries
    return literal


def join_literal(parts: Parts | str) -> str:
    """The literal of parts."""
    if isinstance(parts, str):
        return parts
    if isinstance(parts, list):
        return "[" + ", ".join([part if type(part) is str else join_literal(part) for part in parts]) + "]"
    return "{" + ", ".join([f"{key}: {join_literal(part)}" for key, part in parts.items()]) + "}"


def _elements(inner: str) -> list[str]:
    if not any(mark in inner for mark in "([{'\""):
        return inner.split(", ") if inner else []
    elements = []
    while inner:
        end = _cut(inner, ", ")
        elements.append(inner[:end])
        inner = inner[end + 2 :]
    return elements


def _cut(text: str, separator: str) -> int:
    """Where the separator first stands outside of brackets and quotes; the length of the text if nowhere."""
    depth = 0
    position = 0
    while position < len(text):
        character = text[position]
        if character in "'\"":
            position = _quote_end(text, position)
        elif character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        elif depth == 0 and text.startswith(separator, position):
            return position
        position += 1
    return len(text)


def _quote_end(text: str, start: int) -> int:
    position = start + 1
    while position < len(text) and text[position] != text[start]:
        position += 2 if text[position] == "\\" else 1
    return position
