"""Plans for augmented assignments: from the old value to the new one, with the arithmetic between them."""

from __future__ import annotations

import ast

from tracepile_hf.narration.assignments import element_place, general_place, kept_bank
from tracepile_hf.narration.expressions import PURE
from tracepile_hf.narration.phrases import statements as phrases
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.source import container
from tracepile_hf.narration.spelling import quoted, text_of
from tracepile_hf.narration.statements import anything
from tracepile_hf.places import root


def augmented(shape: Shape, node: ast.AugAssign) -> Plan:
    """`total += x`: from the old value to the new one, with the arithmetic between them."""
    target = node.target
    if shape.following or shape.tests:
        return anything(shape)
    general = general_place(target) if isinstance(target, ast.Subscript) else text_of(target)
    if general is not None and not shape.changed:
        return _added_nothing(shape, node)
    if general is None or shape.change(general) is None or shape.changed.count(general) > 1:
        return anything(shape)  # of several elements that calls in the statement wrote as well, one is the target
    position = shape.changed.index(general)
    place, new = shape.place(position), shape.new(position) or ""
    # A call may have written the element after it was read: then nothing is known of what was added to.
    unsure = isinstance(target, ast.Subscript) and _calls(node.value)
    before = None if unsure else shape.values.get(text_of(target))
    # A number that is reported has changed; anything else may have been replaced by its equal.
    old = f"\0{before}?\0" if before is not None and not shape.textual else shape.old(position)
    if isinstance(target, ast.Subscript) and not shape.knows(root(general)):
        old = None
    whole = shape.whole(position) if isinstance(target, ast.Subscript) else None
    ending = {} if whole is None else {"name": f"`{container(general)}`", "whole": whole}
    combined = ast.BinOp(left=_loaded(target), op=node.op, right=node.value)
    fields = {"place": place, "value": new, "chain": new}
    if old is None:
        bank = phrases.WRITE
    elif not unsure and text_of(combined) in shape.values and shape.evaluate.chain(combined):
        fields |= {"old": old, "chain": shape.evaluate.chain(combined) or ""}
        bank = phrases.AUGMENT_CHAIN
    else:
        filled, text = None if shape.textual or unsure else _sum(shape, combined, old), quoted(text_of(combined))
        if filled is not None and "`" in filled and text is not None:
            fields |= {"old": old, "chain": f"{text} = {filled} = {new}"}
            bank = phrases.AUGMENT_CHAIN
        else:
            filled = None if filled is None or "`" in filled else f"{filled} = {new}"
            fields |= {"old": old, "sum": filled or new, "quote": shape.quote or ""}
            bank = phrases.AUGMENT if fields["quote"] else tuple(p for p in phrases.AUGMENT if "{quote}" not in p)
    wordings = [b + phrases.NOW_HOLDS[i % len(phrases.NOW_HOLDS)] for i, b in enumerate(bank)] if ending else bank
    return shape.plan(tuple(wordings), fields | ending, light=not ending)


def _added_nothing(shape: Shape, node: ast.AugAssign) -> Plan:
    """An augmented assignment that left everything as it was: the right side tells why."""
    target, before = node.target, shape.values.get(text_of(node.target))
    told = shape.evaluate.chain(node.value)
    place = element_place(shape, target) if isinstance(target, ast.Subscript) else text_of(target)
    if before is None or told is None or place is None or isinstance(target, ast.Attribute):
        return anything(shape)
    bank = tuple(phrase for phrase in kept_bank(node.value) if "again" not in phrase)
    return shape.plan(bank, {"chain": told, "place": f"`{place}`", "value": f"\0{before}\0"}, light=True)


def _calls(node: ast.expr) -> bool:
    """Whether an expression calls something that may run code of the program."""
    calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    return any(not isinstance(call.func, ast.Name) or call.func.id not in PURE for call in calls)


def _loaded(target: ast.Name | ast.Attribute | ast.Subscript) -> ast.expr:
    """The target as an expression that is read."""
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Attribute):
        return ast.Attribute(target.value, target.attr, ast.Load())
    return ast.Subscript(target.value, target.slice, ast.Load())


def _sum(shape: Shape, combined: ast.BinOp, old: str) -> str | None:
    """The arithmetic of an augmented assignment over literals, when its right side is plain."""
    values = dict(shape.values)
    target = text_of(combined.left)
    values[target] = int(old.strip("\0?"))
    evaluator = type(shape.evaluate)(values, frozenset(), shape.textual, "filling" not in shape.without)
    return evaluator.filled(combined)
