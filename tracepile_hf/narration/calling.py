"""Plans for calls that stand alone: what they add to a container."""

from __future__ import annotations

import ast
from typing import Final

from tracepile_hf.narration.phrases import Bank
from tracepile_hf.narration.phrases import statements as phrases
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.spelling import constant_text, text_of
from tracepile_hf.narration.statements import anything

_ADDING: Final = {"append": phrases.APPEND, "add": phrases.ADD, "push": phrases.PUSH, "appendleft": phrases.ADD}
_HEAP: Final = frozenset(("heappush", "heapq.heappush"))


def called(shape: Shape, node: ast.Call) -> Plan:
    """A call as a statement: what it added, or what it changed."""
    if shape.following or shape.tests or node.keywords:
        return anything(shape)
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr in _ADDING and len(node.args) == 1:
        return _adding(shape, text_of(function.value), node.args[0], _ADDING[function.attr])
    if text_of(function) in _HEAP and len(node.args) == 2 and not _is_handed_on(node.args[0], node.args[1]):
        return _adding(shape, text_of(node.args[0]), node.args[1], phrases.PUSH)
    return anything(shape)


def _is_handed_on(container: ast.expr, item: ast.expr) -> bool:
    """Whether the item may come out of the container itself, `heappush(heap, heappop(heap))`: nothing is added then."""
    calls = [node for node in ast.walk(item) if isinstance(node, ast.Call)]
    return any(text_of(container) in map(text_of, call.args) for call in calls)


def _adding(shape: Shape, container: str, item: ast.expr, bank: Bank) -> Plan:
    told = constant_text(item) or shape.evaluate.chain(item)
    if told is None or not shape.changes(container) or "cut" in shape.without:
        return anything(shape)
    fields = {"item": told, "name": f"`{container}`"}
    whole = shape.change(container)
    if whole is None:
        return shape.plan(bank, fields, light=True)
    fields["whole"] = whole
    wordings = tuple(bank[i % len(bank)] + ending for i, ending in enumerate(phrases.ENDINGS))
    return shape.plan(wordings, fields)
