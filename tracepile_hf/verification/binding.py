"""What a statement sets, apart from what it only changes: `b.append(3)` sets no `b`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final
from weakref import WeakKeyDictionary

from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import normal, written
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.timeline import UNBOUND
from tracepile_hf.verification.view import View
from tracepile_hf.verification.walk import Refutation, Walk

_SEEN: Final = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return, ast.If, ast.While, ast.Assert, ast.For)
_bound: WeakKeyDictionary[Source, dict[int, frozenset[str]]] = WeakKeyDictionary()
_PLACES: Final = (ast.Name, ast.Attribute, ast.Subscript)


def names_bound(source: Source, line: int) -> frozenset[str]:
    """Names that the statements on a line give another value, not only a part of what they hold."""
    known = _bound.setdefault(source, {})
    if line not in known:
        parts = [part for node in source.statements.get(line, []) for part in source.expressions(node)]
        stored = [part.id for part in parts if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)]
        known[line] = frozenset(stored)
    return known[line]


def require_bound_here(walk: Walk, text: str) -> None:
    """Raises `Refutation` where a place is said to be set that the statement only changes.

    An entry may be set by a method of what holds it (`d.setdefault(k, 0)`). What binds in other ways (`import`,
    `with`, `match`) is left to the trace.
    """
    view = walk.view
    if view.step is None or _is_plainly_bound(view, text) or not all(isinstance(node, _SEEN) for node in view.nodes):
        return
    root = root_of(text)
    if not any(root_of(place) == root for step in view.statement for place, _ in step.changed):
        return
    parts = [part for node in view.nodes for part in walk.source.expressions(node)]
    targets = [part for part in parts if isinstance(part, _PLACES) and not isinstance(part.ctx, ast.Load)]
    places = set(_places(view, text))
    if not places:
        return
    for target in targets:
        named = set(_places(view, written(target)))
        if not named or any(_holds(one, other) for one in named for other in places):
            return  # a target with a key that the trace does not tell may be any of them
    receivers = [
        part.func.value for part in parts if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute)
    ]
    if not text.isidentifier() and not any(places & set(_places(view, written(node))) for node in receivers):
        return
    raise Refutation(f"expected line {walk.step.line} to set `{text}`, it changes what `{text}` holds, at {walk.here}")


def _is_plainly_bound(view: View, text: str) -> bool:
    """Whether the only statement is an assignment, and has the place as a target as it stands."""
    if len(view.nodes) != 1:
        return False
    node = view.nodes[0]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return any(written(target) == text for target in targets)


def _places(view: View, text: str) -> Iterator[str]:
    try:
        yield from view.places(text)
    except Unknown:
        return


def _holds(one: str, other: str) -> bool:
    """Whether a place is another one or holds it."""
    return other == one or other.startswith((one + "[", one + "."))


def check_binding(walk: Walk, statement: Statement) -> None:
    """defines `f`, imports `math`, imports `gcd` and `lcm`."""
    said = statement.slots[0]
    told = said if isinstance(said, tuple) else (said or "",)
    nodes = walk.source.statements.get(walk.step.line, [])
    if statement.mode == "imports":
        aliases = [alias for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
        names = {alias.name for alias in aliases} | {alias.asname for alias in aliases}
        names |= {alias.name.partition(".")[0] for alias in aliases if alias.asname is None}
        names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    else:
        names = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    unbound = next((name for name in told if name not in names), None)
    if unbound is not None:
        raise Refutation(f"expected line {walk.step.line} to bind `{unbound}`, it does not")


def check_absence(walk: Walk, statement: Statement) -> None:
    """`x` is not bound; `x` is removed."""
    text, how = (slot if isinstance(slot, str) else "" for slot in statement.slots)
    unbound = {place for step in walk.view.statement for place, literal in step.changed if literal == UNBOUND}
    if how != "not bound":
        if text not in unbound and not _lost_part(walk, text):
            raise Refutation(f"expected `{text}` to be removed at {walk.here}, it is not")
    elif text not in unbound and not (text.isidentifier() and text in walk.source.identifiers):
        raise Refutation(f"expected a name of the program, got `{text}`")
    elif walk.state.owner(text, walk.view.frame, walk.position) >= 0:
        known = walk.state.lookup(text, walk.view.frame, walk.position)
        raise Refutation(f"expected `{text}` to be {known.text}, got no value, at {walk.here}", known.text)


def _lost_part(walk: Walk, text: str) -> bool:
    """Whether a `del` of this statement took a part away: it was there before the step, its container changed."""
    deleted = {
        written(target)
        for node in walk.source.statements.get(walk.step.line, ())
        if isinstance(node, ast.Delete)
        for target in node.targets
    }
    changed = {root_of(place) for step in walk.view.statement for place, _ in step.changed}
    return normal(text) in deleted and root_of(text) in changed
