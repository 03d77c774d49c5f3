"""Where a value is said to come from: the expression that the statement gives it, and no other of the same value."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Final

from tracepile_hf.verification.expression import is_place, normal, parse_expression, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.substitution import fits, has_names
from tracepile_hf.verification.view import View
from tracepile_hf.verification.walk import Refutation, Walk

_ASSIGNING: Final = (ast.Assign, ast.AnnAssign, ast.AugAssign)
_PLAIN: Final = (*_ASSIGNING, ast.Expr, ast.If, ast.While, ast.Assert, ast.Return, ast.Pass)  # bind nothing else


def require_own(walk: Walk, chain: Value) -> None:
    """Raises `Refutation` unless what a value is said to come from is an expression of the statement."""
    if not isinstance(chain, tuple) or not has_names(chain[0]):
        return
    line = walk.step.line
    said = normal(chain[0])
    if said in walk.source.written_at(line) or said in walk.view.operands:
        return
    tree = parse_expression(chain[0])
    own = walk.source.expressions_at(line)
    if tree is None or not any(walk.view.is_filled_in(node, tree) for node in own):
        raise Refutation(f"expected an expression of line {line}, got `{chain[0]}`, at {walk.here}")


def require_given(walk: Walk, text: str, chain: Value) -> None:
    """Raises `Refutation` where a place is said to get an expression that the assignment here does not give it."""
    stage = _named(chain)
    if not stage:
        return
    nodes = walk.view.nodes
    if len(nodes) == 1 and _gives_whole(nodes[0], stage):
        return  # as nearly always
    if normal(stage) == normal(text) or not all(isinstance(node, _PLAIN) for node in nodes):
        return
    _require_among(walk, stage, list(_given_to(walk, text)))


def _gives_whole(node: ast.stmt, stage: str) -> bool:
    """Whether a statement gives one place the whole of an expression."""
    return (
        type(node) is ast.Assign
        and len(node.targets) == 1
        and not isinstance(node.targets[0], (ast.Tuple, ast.List))
        and written(node.value) == stage
    )


def was_worth(walk: Walk, chain: Value) -> bool:
    """Whether the place that another gets its value from in `a, b = b, a` was worth that before."""
    stage = _named(chain)
    if not stage or len(chain or ()) != 2 or not is_place(stage) or walk.step.line not in walk.source.parallel_lines:
        return False
    tree = parse_expression(stage)
    try:
        return tree is not None and isinstance(chain, tuple) and walk.view.evaluated(tree).is_said(chain[-1])
    except Unknown:
        return False


def require_handed_out(walk: Walk, chain: Value, kind: str) -> None:
    """The same of what is returned ("return") or yielded ("yield")."""
    stage = _named(chain)
    function = walk.step.function.rpartition(".")[2]
    if not stage or (function.startswith("<") and function != "<lambda>"):
        return
    nodes = [part for node in walk.view.nodes for part in walk.source.expressions(node)]
    if kind == "yield":
        if any(isinstance(part, ast.YieldFrom) for part in nodes):
            return
        found = [part.value for part in nodes if isinstance(part, ast.Yield) and part.value is not None]
    elif function == "<lambda>":
        found = [part.body for part in nodes if isinstance(part, ast.Lambda)]
    else:
        found = [node.value for node in walk.view.nodes if isinstance(node, ast.Return) and node.value is not None]
    _require_among(walk, stage, found)


def require_item(walk: Walk, chain: Value) -> None:
    """The same of what `xs.append(E)` puts into a container."""
    stage = _named(chain)
    call = walk.source.appended_at(walk.step.line)
    if stage and call is not None:
        _require_among(walk, stage, [call[2]])


def _named(chain: Value) -> str:
    """The first stage of a chain, if it speaks of names; empty if not."""
    return chain[0] if isinstance(chain, tuple) and has_names(chain[0]) else ""


def _require_among(walk: Walk, stage: str, found: Sequence[ast.expr]) -> None:
    choices = [choice for expression in found for choice in _choices(expression)]
    if choices and not any(_is(choice, stage, walk.view) for choice in choices):
        line = walk.step.line
        raise Refutation(f"expected `{written(choices[0])}`, which line {line} takes the value from, got `{stage}`")


def _given_to(walk: Walk, text: str) -> Iterator[ast.expr]:
    """What the assignments of the line give to a place; of `a, b = x, y` the part that it gets."""
    line = walk.step.line
    for node in walk.view.nodes:
        if isinstance(node, ast.AugAssign):
            yield from walk.source.augmented_at(line)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            own = [part for target in targets for part in _parts(target, node.value, text, walk.view)]
            yield from own or [node.value, *(node.value.elts if isinstance(node.value, ast.Tuple) else [])]
        elif isinstance(node, ast.Expr):  # what a call changes is given nothing but what comes of the call
            yield node.value
        for part in walk.source.expressions(node):
            if isinstance(part, ast.NamedExpr):
                yield part.value


def _parts(target: ast.expr, value: ast.expr, text: str, view: View) -> Iterator[ast.expr]:
    if not isinstance(target, (ast.Tuple, ast.List)) or not isinstance(value, (ast.Tuple, ast.List)):
        return
    for one, part in zip(target.elts, value.elts, strict=False):
        if written(one) == normal(text) or (root_of(written(one)) == root_of(text) and _same_place(one, text, view)):
            yield part


def _choices(node: ast.expr) -> Iterator[ast.expr]:
    """An expression, and what its value may be that of: a branch, a part of `and` and `or`."""
    yield node
    if isinstance(node, ast.IfExp):
        yield from (*_choices(node.body), *_choices(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from [choice for part in node.values for choice in _choices(part)]
    elif isinstance(node, (ast.NamedExpr, ast.Await)):
        yield from _choices(node.value)


def _is(node: ast.expr, stage: str, view: View) -> bool:
    """Whether an expression is meant: as it is written, with its keys worked out, or with its values filled in."""
    if written(node) == normal(stage) or _same_place(node, stage, view):
        return True
    tree = parse_expression(stage)
    return tree is not None and (
        fits(node, tree, view) or (isinstance(node, ast.Subscript) and view.is_filled_in(node, tree))
    )


def _same_place(node: ast.expr, text: str, view: View) -> bool:
    if isinstance(node, ast.Name) or not is_place(written(node)) or not is_place(text) or text.isidentifier():
        return False
    try:
        return bool(view.places(written(node)) & view.places(text))
    except Unknown:
        return False


def require_part(walk: Walk, text: str) -> None:
    """Raises `Refutation` unless a text is an expression of the statement, as it is or with its values filled in."""
    tree = parse_expression(text)
    parts = [part for node in walk.view.nodes for part in walk.source.expressions(node)]
    if isinstance(tree, (ast.BinOp, ast.Call, ast.Subscript, ast.Compare, ast.Attribute)) and any(
        type(part) is type(tree) and (written(part) == written(tree) or fits(part, tree, walk.view)) for part in parts
    ):
        return
    raise Refutation(f"expected an expression of line {walk.step.line}, got {text}, at {walk.here}")
