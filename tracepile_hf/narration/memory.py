"""What the names of a run hold, kept as text while the steps are told.

A container whose elements are replaced one at a time is kept as its parts, so that "`xs` is now [1, 5, 3]" can be said
after a step that only reports `xs[1]`. Parts are split only on demand and only for literals short enough to be told.
Does not cover sets, attributes of objects, or containers longer than `LONGEST`: their whole text is then unknown.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from tracepile_hf.narration.source import path, root
from tracepile_hf.records import Step

LONGEST: Final = 200  # characters of a container that is worth telling whole

Parts: TypeAlias = "list[str | Parts] | dict[str, str | Parts]"
_OPENING: Final = "([{"
_CLOSING: Final = ")]}"


class _Held:
    """One place: its literal, the step that wrote it, and for a name the element writes that came after it."""

    __slots__ = ("literal", "parts", "pending", "stamp")

    def __init__(self, literal: str, stamp: int) -> None:
        self.literal: str | None = literal
        self.stamp = stamp
        self.parts: Parts | None = None
        self.pending: list[tuple[str, str]] = []


class Memory:
    """The last literal of every place, by the frame that owns it."""

    def __init__(self) -> None:
        self._frames: dict[int, dict[str, _Held]] = {}

    def note(self, step: Step) -> None:
        """Take over what a step changed."""
        frames = self._frames
        for (place, literal), owner in zip(step.changed, step.owners, strict=True):
            names = frames.get(owner)
            if names is None:
                names = frames[owner] = {}
            names[place] = _Held(literal, step.index)
            if "[" in place or "." in place:
                held = names.get(root(place))
                if held is not None:
                    held.pending.append((place, literal))

    def whole(self, owner: int, name: str) -> str | None:
        """The literal of a name, with all element writes worked in; None when it is unknown or too long."""
        held = self._frames.get(owner, {}).get(name)
        if held is None:
            return None
        if held.pending:
            self._settle(held)
        return held.literal if held.literal is not None and len(held.literal) <= LONGEST else None

    def has(self, owner: int, name: str) -> bool:
        """Whether a frame has a name of its own."""
        return name in self._frames.get(owner, {})

    def value(self, owner: int, place: str) -> str | None:
        """The literal of a place such as `xs[3]`, `self.x` or `x`; None when it is unknown.

        Only a plain value is told of a place inside another: the parts of a container may have changed since.
        """
        names = self._frames.get(owner, {})
        name = root(place)
        if place == name:
            return self.whole(owner, place)
        held = names.get(name)
        found = names.get(place)
        if found is not None and (held is None or held.stamp <= found.stamp):
            node: Parts | str | None = found.literal
            if len(path(place)) > 1 and any(
                found.stamp < other.stamp for prefix, other in names.items() if place.startswith(prefix)
            ):
                return None
        elif held is not None:
            if held.pending:
                self._settle(held)
            node = self._parts(held)
            for step in path(place):
                node = _child(node, step)
        else:
            return None
        return node if isinstance(node, str) and not any(mark in node for mark in _OPENING) else None

    def forget(self, frame: int) -> None:
        """Drop a frame that has ended. Closures keep theirs: call this for frames that nothing encloses."""
        self._frames.pop(frame, None)

    def _parts(self, held: _Held) -> Parts | str | None:
        if held.parts is None and held.literal is not None and len(held.literal) <= LONGEST:
            split = split_literal(held.literal)
            held.parts = split if not isinstance(split, str) else None
        return held.parts

    def _settle(self, held: _Held) -> None:
        parts = self._parts(held)
        for place, literal in held.pending:
            if parts is None or isinstance(parts, str) or not _put(parts, path(place), literal):
                parts = None
                break
        held.pending.clear()
        held.parts = parts if not isinstance(parts, str) else None
        held.literal = join_literal(held.parts) if held.parts is not None else None


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
            node[key] = literal  # type: ignore[index,call-overload]  # the key was chosen for this kind just above
            return True
        child = node[key]  # type: ignore[index,call-overload]  # likewise
        if isinstance(child, str):
            child = split_literal(child)
            node[key] = child  # type: ignore[index,call-overload]  # likewise
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
        return "[" + ", ".join([join_literal(part) for part in parts]) + "]"
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
