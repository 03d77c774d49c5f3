"""Plans for assignments: of a name, an attribute, an element; of one of two values."""

from __future__ import annotations

import ast

from tracepile_hf.narration.phrases import Bank
from tracepile_hf.narration.phrases import statements as phrases
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.source import container
from tracepile_hf.narration.spelling import PLACES, constant_text, is_display, root_of, text_of
from tracepile_hf.narration.statements import anything, choice, run, side_changes
from tracepile_hf.places import root

Fields = dict[str, str]


def assignment(shape: Shape, node: ast.Assign | ast.AnnAssign) -> Plan:
    """`x = E`, `xs[i] = E`, `a, b = E, F`, `x = y = E`."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    value = node.value
    if value is None:
        return anything(shape)
    target = targets[0]
    if isinstance(value, ast.IfExp) and len(targets) == 1 and not shape.following:
        return _chosen(shape, text_of(target), value)
    if shape.following or len(targets) > 1 or shape.tests:
        return anything(shape)
    if isinstance(target, ast.Attribute) and not root_of(target) and not shape.changed:
        return _out_of_sight(shape, value)
    if isinstance(target, (ast.Name, ast.Attribute)):
        return _single(shape, text_of(target), value)
    if isinstance(target, ast.Subscript):
        return _element(shape, target, value)
    return anything(shape)


def _single(shape: Shape, place: str, value: ast.expr) -> Plan:
    new = shape.change(place)
    chain = shape.evaluate.chain(value)
    fields: Fields = {"place": f"`{place}`"}
    if not shape.changes(place):
        return _kept(shape, fields, value, chain)
    if new is None:
        return anything(shape)
    others = side_changes(shape, value, place)
    if others:
        return run(shape, [f"{fields['place']} is now {new}", *others])
    fields["value"] = new
    if chain is not None:
        fields["chain"] = chain
        bank = phrases.SET_COPY if isinstance(value, PLACES) else phrases.SET_CHAIN
        return shape.plan(bank if shape.may_repeat else phrases.SET_LONG, fields, light=True, brief=True)
    quote = shape.quote
    if constant_text(value) is None and quote is not None and not is_display(value):
        fields["quote"] = quote
        return shape.plan(phrases.SET_VALUE, fields, light=True)
    return shape.plan(phrases.SET_CONSTANT, fields, light=True)


def _out_of_sight(shape: Shape, value: ast.expr) -> Plan:
    """`getcontext().prec = E`, `c.prec = E`: no name tells what was there; the statement and its value are told."""
    chain, quote = shape.evaluate.chain(value), shape.quote
    if quote is not None and chain is None and constant_text(value) is not None:
        return shape.plan(phrases.RUN, {"quote": quote}, light=True)
    if chain is None or quote is None:
        return anything(shape)
    wordings = tuple(phrase + ", where {chain}" for phrase in phrases.RUN)
    return shape.plan(wordings, {"quote": quote, "chain": chain}, light=True)


def _chosen(shape: Shape, place: str, value: ast.IfExp) -> Plan:
    """`x = A if C else B`: the condition tells which."""
    why = choice(shape, value)
    new = shape.change(place)
    if why is None or new is None or len(shape.changed) > 1:
        return anything(shape)
    return shape.plan(phrases.CHOOSE, {"why": why, "place": f"`{place}`", "value": new}, light=True)


def _kept(shape: Shape, fields: Fields, value: ast.expr, chain: str | None) -> Plan:
    """The assignment gave the place the value it had already."""
    constant = constant_text(value)
    place = fields["place"].strip("`")
    if "." in place and not shape.changed and not shape.knows(root(place)):
        return _out_of_sight(shape, value)
    deep = "[" in place and not shape.knows(root(place))
    if shape.changed or deep or (chain is None and constant is None):
        return anything(shape)
    if chain is not None:
        last = chain.rpartition(" = ")[2]
        return shape.plan(kept_bank(value), {**fields, "chain": chain, "value": last}, light=True)
    return shape.plan(phrases.KEEP_CONSTANT, {**fields, "value": constant or ""}, light=True)


def kept_bank(value: ast.expr) -> Bank:
    """A value that stands under a name already is not worked out."""
    if not isinstance(value, PLACES):
        return phrases.KEEP_CHAIN
    return tuple([phrase for phrase in phrases.KEEP_CHAIN if phrase.startswith("@{chain}")])


def _element(shape: Shape, target: ast.Subscript, value: ast.expr) -> Plan:
    """An element replaced: the place is told with its subscripts, and the container as it is now."""
    general = general_place(target)
    new = shape.change(general) if general else None
    passed_on = len(shape.changed) == 1 and isinstance(value, ast.Subscript) and general_place(value) == general
    passed_on = passed_on and [root_of(part) for part in ast.walk(value)].count(root_of(value)) == _depth(value)
    chain = shape.evaluate.chain(value, passed_on)
    if not shape.changed:
        return _rewritten(shape, target, value, chain)
    if general is None or new is None:
        name = text_of(target.value)
        whole = shape.change(name) if isinstance(target.value, (ast.Name, ast.Attribute)) else None
        if whole is None:
            return anything(shape)
        concrete = _concrete(shape, target, name)
        told = chain or constant_text(value)
        if concrete is None or told is None:
            return run(shape, [f"`{name}` is now {whole}"])
        ending = {"name": f"`{name}`", "whole": whole}
        return written(shape, {"place": f"`{concrete}`", "chain": told}, ending, None, phrases.WRITE)
    position = shape.changed.index(general)
    if shape.changed.count(general) > 1:
        return _among(shape, target, chain or constant_text(value), position)
    fields = {"place": shape.place(position), "chain": chain or new, "value": new}
    whole_text = shape.whole(position)
    ending = {} if whole_text is None else {"name": f"`{container(general)}`", "whole": whole_text}
    old = shape.old(position)
    return written(shape, fields, ending, old, phrases.WRITE, copied=isinstance(value, PLACES))


def _among(shape: Shape, target: ast.Subscript, told: str | None, position: int) -> Plan:
    """An element that was replaced, and others of the same container with it, by calls that the statement made."""
    place, whole = element_place(shape, target), shape.whole(position)
    if place is None or told is None or whole is None:
        return anything(shape)
    ending = {"name": f"`{container(shape.changed[position])}`", "whole": whole}
    return written(shape, {"place": f"`{place}`", "chain": told}, ending, None, phrases.WRITE)


def _depth(place: ast.expr) -> int:
    """How many of its nodes start with the name of a place, if its subscripts do not mention that name themselves."""
    depth = 1
    while isinstance(place, (ast.Subscript, ast.Attribute)):
        place, depth = place.value, depth + 1
    return depth


def _rewritten(shape: Shape, target: ast.Subscript, value: ast.expr, chain: str | None) -> Plan:
    """An element that was given the value it had already."""
    place = element_place(shape, target)
    told = chain or constant_text(value)
    if told is None or place is None:
        return anything(shape)
    fields = {"place": f"`{place}`", "value": told.rpartition(" = ")[2]}
    if chain is None:
        return shape.plan(phrases.KEEP_CONSTANT, fields, light=True)
    return shape.plan(kept_bank(value), fields | {"chain": chain}, light=True)


def element_place(shape: Shape, target: ast.Subscript) -> str | None:
    """An element of a container that is known, by the keys it was reached with: `rows[2][0]` for `rows[i][j]`."""
    node: ast.expr = target
    keys: list[str] = []
    if "masks" in shape.without:
        return None
    while isinstance(node, ast.Subscript):
        key = None if isinstance(node.slice, (ast.Slice, ast.Tuple)) else shape.evaluate.value(node.slice)
        if key is None or "`" in key:
            return None
        keys.append(f"[{key}]")
        node = node.value
    if not isinstance(node, (ast.Name, ast.Attribute)) or not shape.knows(root_of(node)):
        return None
    return f"{text_of(node)}{''.join(reversed(keys))}"


def written(shape: Shape, fields: Fields, ending: Fields, old: str | None, bank: Bank, *, copied: bool = False) -> Plan:
    wordings = list(bank)
    if old is not None:
        fields["old"] = old
        wordings += phrases.WRITE_OLD
        if fields["chain"] != fields["value"]:
            wordings += [phrase for phrase in phrases.WRITE_OLD_CHAIN if not copied or phrase.startswith("@{chain}")]
    if ending:
        fields |= ending
        endings = phrases.NOW_HOLDS
        wordings = [wording + endings[position % len(endings)] for position, wording in enumerate(wordings)]
    return shape.plan(tuple(wordings), fields, light=not ending)


def general_place(target: ast.Subscript) -> str | None:
    """The general form of the place that a subscript writes: `xs[]` for `xs[i + 1]`."""
    node: ast.expr = target
    parts = []
    while True:
        if isinstance(node, ast.Subscript):
            parts.append("[]")
            node = node.value
        elif isinstance(node, ast.Attribute):
            parts.append(f".{node.attr}")
            node = node.value
        elif isinstance(node, ast.Name):
            return node.id + "".join(reversed(parts))
        else:
            return None


def _concrete(shape: Shape, target: ast.Subscript, container: str) -> str | None:
    """`counts['a']` for `counts[word]`, when the key is known."""
    key = shape.evaluate.value(target.slice)
    if key is None or "`" in key or isinstance(target.slice, ast.Tuple) or "masks" in shape.without:
        return None
    return f"{container}[{key}]"
