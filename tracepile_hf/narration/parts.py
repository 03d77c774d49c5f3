"""Literals taken apart and put together again, one level at a time, without making values of them.

Covers lists, tuples, dicts, objects (`Node(val=1, next=None)`) and the builtin wrappers around a list or a dict
(`deque([1])`, `defaultdict(int, {'a': 1})`). Sets, and anything with a part that has no literal, stay whole.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, TypeAlias

from tracepile_hf.narration.values import is_told

Entries: TypeAlias = "dict[str, str | Parts]"

SEQUENCE, MAPPING, OBJECT = "", ": ", "="
"""What stands between the key of a part and the part."""

_OPENING: Final = "([{"
_CLOSING: Final = ")]}"
_WRAPPED: Final = re.compile(r"(?:deque|Counter|OrderedDict|defaultdict)\((?:\w+, )?(?=[\[{])")
_OBJECT: Final = re.compile(r"[A-Za-z_]\w*\((?=[A-Za-z_]\w*=|\)$)")


class Parts(NamedTuple):
    """A container or an object: its parts by the step that leads to each (`3`, `'a'`, `.next`), and what is around."""

    kind: str
    opening: str
    entries: Entries
    closing: str


def split_literal(literal: str) -> Parts | str:
    """The parts of a literal, one level deep; a literal that has none comes back as it is."""
    if not is_told(literal):
        return literal
    if literal[:1] == "[" and literal[-1:] == "]":
        return Parts(SEQUENCE, "[", _numbered(literal[1:-1]), "]")
    if literal[:1] == "(" and literal[-1:] == ")":
        closing = ",)" if literal.endswith(",)") else ")"
        return Parts(SEQUENCE, "(", _numbered(literal[1 : -len(closing)]), closing)
    if literal[:1] == "{" and literal[-1:] == "}":
        return _dict(literal)
    wrapped = _WRAPPED.match(literal)
    if wrapped is not None:
        inner = split_literal(literal[wrapped.end() : -1])
        if isinstance(inner, str):
            return literal
        return Parts(inner.kind, wrapped[0] + inner.opening, inner.entries, inner.closing + ")")
    if literal[-1:] == ")" and _OBJECT.match(literal):
        return _object(literal)
    return literal


def _dict(literal: str) -> Parts | str:
    entries: Entries = {}
    for element in _elements(literal[1:-1]):
        key = _cut(element, ": ")
        if key == len(element):
            return literal  # a set
        entries[element[:key]] = element[key + 2 :]
    return Parts(MAPPING, "{", entries, "}")


def _object(literal: str) -> Parts | str:
    start = literal.index("(") + 1
    entries: Entries = {}
    for element in _elements(literal[start:-1]):
        name, equals, value = element.partition("=")
        if not equals or not name.isidentifier():
            return literal
        entries["." + name] = value
    return Parts(OBJECT, literal[:start], entries, ")")


def join_literal(parts: Parts | str) -> str:
    """The literal of parts."""
    if isinstance(parts, str):
        return parts
    if parts.kind == SEQUENCE:
        told = [part if type(part) is str else join_literal(part) for part in parts.entries.values()]
    else:
        told = [f"{key.lstrip('.')}{parts.kind}{join_literal(part)}" for key, part in parts.entries.items()]
    return parts.opening + ", ".join(told) + parts.closing


def part_of(node: Parts | str | None, steps: tuple[str, ...]) -> str | None:
    """The literal of the part that a path leads to; None when there is none."""
    for step in steps:
        if isinstance(node, str):
            node = split_literal(node)
        if node is None or isinstance(node, str):
            return None
        node = node.entries.get(step)
    return None if node is None else join_literal(node)


def put_part(parts: Parts, steps: tuple[str, ...], literal: str) -> bool:
    """Write a part; False when the path leads to none. An object may get a new attribute."""
    node: Parts | str = parts
    for step in steps[:-1]:
        if isinstance(node, str) or step not in node.entries:
            return False
        child = node.entries[step]
        if isinstance(child, str):
            child = node.entries[step] = split_literal(child)
        node = child
    if isinstance(node, str) or not (steps[-1] in node.entries or node.kind == OBJECT):
        return False
    node.entries[steps[-1]] = literal
    return True


def _numbered(inner: str) -> Entries:
    return {str(position): element for position, element in enumerate(_elements(inner))}


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
