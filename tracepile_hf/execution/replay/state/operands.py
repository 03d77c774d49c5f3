"""Pairs of an expression's text and its value's literal, as steps hold them.

A literal is written when the value is there, since that is the moment it is told of: what changes later is another
matter. Pairs of whole numbers and short texts are kept and used again.
"""

from __future__ import annotations

from typing import Any, Final

from tracepile_hf.execution.replay.state.heap import Heap
from tracepile_hf.execution.replay.state.texts import HUGE, told_whole

CUT: Final = ("", "")  # in place of the pair of an integer too long to be told: left out when the step is written
MOST_KEPT: Final = 2_000  # pairs of one expression
SHORT: Final = 200  # characters of a text whose literal cannot be cut

Pair = tuple[str, str]


class Pairs(dict[Any, Pair]):
    """The pairs of one expression in one replay: of an integer by `pairs[value]`, of any value by `left`."""

    __slots__ = ("false", "heap", "nothing", "text", "true")

    def __init__(self, text: str, heap: Heap) -> None:
        self.text = text
        self.heap = heap
        self.true, self.false, self.nothing = (text, "True"), (text, "False"), (text, "None")

    def __missing__(self, value: Any) -> Pair:
        if len(value) >= SHORT if type(value) is str else not -HUGE < value < HUGE:
            literal = self.heap.literal(value)
            if told_whole(literal):
                return (self.text, literal)
            self.heap.cuts = True
            return CUT
        pair = (self.text, repr(value))
        if len(self) < MOST_KEPT:
            self[value] = pair
        return pair

    def left(self, operands: list[Pair], value: Any) -> None:
        """Add the pair of a value to the operands of a statement, unless its literal would be cut."""
        kind = type(value)
        if kind is str:
            if len(value) < SHORT:
                operands.append(self[value])
                return
        elif kind is int:
            operands.append(self[value])
            return
        elif kind is bool:
            operands.append(self.true if value else self.false)
            return
        elif kind is float:
            operands.append((self.text, repr(value)))
            return
        elif value is None:
            operands.append(self.nothing)
            return
        literal = self.heap.literal(value)
        if told_whole(literal):
            operands.append((self.text, literal))

    def of(self, value: Any) -> Pair:
        """The pair of a value, cut or not."""
        kind = type(value)
        if (kind is int and -HUGE < value < HUGE) or (kind is str and len(value) < SHORT):
            return self[value]
        return (self.text, self.heap.literal(value))
