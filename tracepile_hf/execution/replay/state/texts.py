"""Literals of a mirrored run's values, kept with their containers until something in them changes.

The text is what `literals.render` gives. A container whose whole literal is known and fits is not written again when
what holds it is; that is what makes it affordable to tell a tree or a table at every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tracepile_hf.literals import LIMIT
from tracepile_hf.literals.rendering import MAX_DEPTH, Writer

HUGE: Final = 10**600  # integers below are written by `repr` whatever the interpreter's limit
_SHORT: Final = 500  # a literal below this length was not cut


class Node:
    """One container or object: its literals while they hold; its holders (holder -> where it was last seen there)."""

    __slots__ = ("full", "height", "holders", "text", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.text: str | None = None  # as told: cut at LIMIT
        self.full: str | None = None  # uncut, if it has been written uncut
        self.height = 0  # containers inside one another in it
        self.holders: dict[Node, Any] = {}


class KeptTexts(Writer):
    """Renders one value, using and filling the nodes of a heap."""

    __slots__ = ("deepest", "nodes", "plain")

    def __init__(self, nodes: Mapping[int, Node], plain: Mapping[int, str]) -> None:
        super().__init__()
        self.nodes = nodes
        self.plain = plain  # identity of a class -> its name, if its objects are written by their dictionary alone
        self.deepest = 0

    def text(self, value: object, left: int) -> str:
        """The literal of a part, in about `left` characters."""
        if type(value) is int and -HUGE < value < HUGE:
            return repr(value)
        node = self.nodes.get(id(value))
        if node is None:
            return super().text(value, left)
        level = len(self.inside) + 1
        full = node.full
        if full is not None and len(full) <= left and level + node.height <= MAX_DEPTH:
            self.deepest = max(self.deepest, level + node.height - 1)
            return full
        before, self.deepest = self.deepest, level
        name = self.plain.get(id(type(value)))
        if name is None or id(value) in self.inside or level > MAX_DEPTH:
            text = super().text(value, left)
        else:
            self.inside.add(id(value))
            text = f"{name}({self._attributes(value, left)})"
            self.inside.discard(id(value))
        if "<c" not in text:  # neither cut nor a cycle
            node.full, node.height = text, self.deepest - level + 1
        self.deepest = max(before, self.deepest)
        return text

    def _attributes(self, value: Any, left: int) -> str:
        """The attributes of an object, as `Writer.fields` writes them."""
        attributes = value.__dict__
        parts: list[str] = []
        for name, item in attributes.items():
            if left <= 0:
                parts.append(f"<cut: {len(attributes) - len(parts)} more>")
                break
            text = f"{name}={self.text(item, left - len(name))}"
            left -= len(text) + 2
            parts.append(text)
        return ", ".join(parts)


def told_whole(text: str) -> bool:
    """Whether a literal fit: it was not cut."""
    return len(text) < _SHORT or "<cut: " not in text


def render_kept(nodes: Mapping[int, Node], plain: Mapping[int, str], value: object) -> str:
    """What `literals.render` gives for a value."""
    try:
        return KeptTexts(nodes, plain).text(value, LIMIT)
    except RecursionError:
        return "<cut: no stack left>"
