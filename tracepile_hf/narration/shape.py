"""What steps of one shape have in common, as the makers of plans see it."""

from __future__ import annotations

import ast
from functools import cached_property

from tracepile_hf.narration.expressions import Evaluator, slot
from tracepile_hf.narration.plan import Extra, Plan, Without
from tracepile_hf.narration.source import Source
from tracepile_hf.narration.spelling import quoted, text_of
from tracepile_hf.narration.values import LONG_CLAUSE, LONG_VALUE
from tracepile_hf.places import root

Key = tuple[int, tuple[tuple[str, bool], ...], tuple[str, ...], "str | tuple[str, ...]", str]
"""Line, tests, names of the operands, general places changed (one as itself), and the event that follows or "empty"."""


class Shape:
    """One line with the outcomes of its tests and the names of what it evaluated and changed.

    Values are numbered: operands first, then changes, then the extras that a maker asks for. `following` is the event
    after the step when it belongs to the same statement ("call", "return", "print", "yield", "raise"), else "";
    `empty` marks a loop that does not run at all; the line of a lambda's body brings its `expression`.
    """

    def __init__(
        self,
        source: Source,
        key: Key,
        without: Without,
    ) -> None:
        self.source = source
        self.line, self.tests, self.operands, changed, following = key
        self.node = source.only(self.line) if following != "lambda" else None
        self.expression = source.lambdas.get(self.line) if following == "lambda" else None
        self.changed = changed if isinstance(changed, tuple) else (changed,) if changed else ()
        self.empty = following == "empty"
        self.following = "" if self.empty else "return" if following == "lambda" else following
        self.without = without
        self._extras: list[Extra] = []
        self.textual = "numbers" in without
        self.may_repeat = "repeats" not in without
        self.sized = "sized" not in without

    @cached_property
    def values(self) -> dict[str, int]:
        """Slots of the operands that may be told, by source text; a call made more than one time has no one value."""
        found: dict[str, int] = {}
        for position, text in enumerate(self.operands):
            if position not in self.without and not ("(" in text and text in found):
                found[text] = position
        for text in self.operands:
            if "(" in text and self.operands.count(text) > 1:
                found.pop(text, None)
        return found

    @cached_property
    def evaluate(self) -> Evaluator:
        roots = frozenset(root(place) for place in self.changed)
        closed = frozenset(number for number in self.values.values() if f"closed {number}" in self.without)
        told = "filling" not in self.without
        stages = "stages" not in self.without
        return Evaluator(self.values, roots, self.textual, told, closed, self._held, stages)

    def _held(self, name: str) -> str | None:
        """What a name holds before the step, where it is a short value that can be filled in."""
        return self.extra(f"held {name}")

    @property
    def extras(self) -> tuple[Extra, ...]:
        """What has been asked for so far beyond operands and changes."""
        return tuple(self._extras)

    @property
    def decided(self) -> bool:
        """Whether the whole condition of the statement came out here."""
        return bool(self.tests) and self.source.decides(self.line, self.tests[-1][0])

    @property
    def quote(self) -> str | None:
        """The statement in backticks: its source line, without the colon of a header."""
        if not self.source.quotes:
            return None
        lines = self.source.lines
        text = lines[self.line - 1] if self.line <= len(lines) else ""
        node = self.node
        if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Name, ast.Attribute, ast.Subscript)):
            return None  # no quotation by itself
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and node.end_lineno == node.lineno:
            text = ast.unparse(node) if any(mark in text for mark in ("#", ";", "  ", "\t")) else text
        elif not text.endswith(":"):
            return None
        return quoted(text.rstrip(":"))

    def change(self, place: str) -> str | None:
        """The new value of a place, if it was changed here and can be told."""
        return self.new(self.changed.index(place)) if place in self.changed else None

    def new(self, position: int) -> str | None:
        """The value a change brought; None when it cannot be told."""
        number = len(self.operands) + position
        unnamed = "place" in self.without and "[" in self.changed[position]  # a subscript without a literal
        return None if number in self.without or unnamed else slot(number)

    def changes(self, place: str) -> bool:
        return place in self.changed

    def place(self, position: int) -> str:
        """A changed place in backticks: with the subscripts it had."""
        general = self.changed[position]
        return f"`{self.extra('place', position)}`" if "[" in general else f"`{general}`"

    def old(self, position: int) -> str | None:
        """The value that a change replaced."""
        return self.extra("old", position)

    def whole(self, position: int) -> str | None:
        """The container in which a change took place, as it is now."""
        return self.extra("whole", position)

    def knows(self, name: str) -> bool:
        """Whether the parts of a container can be told: it was reported in full. Looked up when the step is told."""
        return self.extra(f"known {name}") is not None

    def is_object(self, node: ast.AST) -> bool:
        """Whether an operand is an object whose class decides what it is equal to and less than."""
        return f"object {self.values.get(text_of(node))}" in self.without

    def extra(self, kind: str, position: int = 0) -> str | None:
        """A value that is looked up when the step is told; None when it is known to be missing."""
        if kind in self.without:
            return None
        wanted = (kind, position)
        if wanted not in self._extras:
            self._extras.append(wanted)
        return slot(len(self.operands) + len(self.changed) + self._extras.index(wanted))

    def plan(
        self,
        phrases: tuple[str, ...],
        fields: dict[str, str],
        *,
        light: bool = False,
        after: str = "",
        watch: bool = False,
        brief: bool = False,
        listed: bool = False,
    ) -> Plan:
        size = len(self.operands) + len(self.changed) + len(self._extras)
        extras = tuple(self._extras)
        limit = LONG_VALUE if brief and self.may_repeat else LONG_CLAUSE
        return Plan(
            phrases,
            fields,
            self.line,
            size,
            extras,
            limit,
            light=light,
            after=after,
            watch=watch,
            listed=listed,
            textual=self.textual,
            without=self.without,
        )
