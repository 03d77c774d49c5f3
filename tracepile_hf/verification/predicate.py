"""Predicates that an author gave with a program, evaluated on what the trace says: names, then everything by its parts.

The checker's own evaluator (`expression.py`) with comprehensions. No operand of the program is looked up by its text:
`xs[i]` in a predicate is not the program's `xs[i]`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final

from tracepile_hf.literals import Instance, render
from tracepile_hf.verification.expression import _FAULTS, _HANDLERS, MAX_ITEMS, _Evaluation, parse_expression, written
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.walk import Walk

MAX_STEPS: Final = 200_000
_COMPREHENSIONS: Final = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)
Lookup = Callable[[str], Any]


class _Judging(_Evaluation):
    """One evaluation of a predicate; variables of comprehensions are bound while they are gone through."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__(self._named)
        self.lookup = lookup
        self.left = MAX_STEPS
        self.inner: list[dict[str, Any]] = []

    def _named(self, node: ast.expr) -> Any:
        if not isinstance(node, ast.Name):
            raise Unknown(f"{written(node)} is evaluated by its parts")
        for scope in reversed(self.inner):
            if node.id in scope:
                return scope[node.id]
        return self.lookup(node.id)

    def of(self, node: ast.expr) -> Any:
        if not isinstance(node, _COMPREHENSIONS) and type(node) not in _HANDLERS:
            raise Unknown(f"a {type(node).__name__} is not evaluated")
        if isinstance(node, _COMPREHENSIONS):
            try:
                return self._comprehension(node)
            except _FAULTS as error:
                raise Unknown(f"{written(node)} has no value ({type(error).__name__})") from None
        value = super().of(node)
        if isinstance(node, (ast.BinOp, ast.Call)) and isinstance(value, (str, list, tuple, set, dict)):
            self._spend(len(value) // 8)
        return value

    def _spend(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise Unknown("the predicate takes too long")

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp) -> Any:
        found: list[Any] = []
        self.inner.append({})
        try:
            for _ in self._rounds(node.generators):
                self._spend(1)
                pair = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
                found.append(tuple(self.of(part) for part in pair) if len(pair) == 2 else self.of(pair[0]))
        finally:
            self.inner.pop()
        if isinstance(node, ast.SetComp):
            return set(found)
        return dict(found) if isinstance(node, ast.DictComp) else found

    def _rounds(self, loops: list[ast.comprehension]) -> Iterator[None]:
        if not loops:
            yield
            return
        rows = self.of(loops[0].iter)
        if isinstance(rows, (set, frozenset)):
            rows = sorted(rows, key=render)
        if isinstance(rows, Instance) or (isinstance(rows, range) and len(rows) > MAX_ITEMS):
            raise Unknown("such a row is not gone through")
        for item in rows:
            self._bind(loops[0].target, item)
            self._spend(1)
            if all(bool(self.of(test)) for test in loops[0].ifs):
                yield from self._rounds(loops[1:])

    def _bind(self, target: ast.expr, item: Any) -> None:
        if isinstance(target, ast.Name):
            self.inner[-1][target.id] = item
            return
        if not isinstance(target, (ast.Tuple, ast.List)):
            raise Unknown("a comprehension binds names only")
        parts = list(item)
        if len(parts) != len(target.elts):
            raise Unknown("the items do not fit the names")
        for part, value in zip(target.elts, parts, strict=True):
            self._bind(part, value)


def worth(text: str, lookup: Lookup) -> Any:
    """What an expression is worth where `lookup` gives the values of names. Raises `Unknown`."""
    tree = parse_expression(text)
    if tree is None:
        raise Unknown(f"{text[:80]} is no expression")
    return _Judging(lookup).of(tree)


def seen_from(walk: Walk, frame: int, position: int) -> Lookup:
    """The values of names after a step, as a frame sees them."""
    return lambda name: walk.state.lookup(name, frame, position).value


def with_values(text: str, lookup: Lookup) -> str:
    """An expression in which names, their parts and calls have given way to their values."""

    def put(node: ast.AST) -> ast.AST:
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
            value = parse_expression(render(worth(written(node), lookup)))
            assert value is not None
            return value
        for field, inner in ast.iter_fields(node):
            if isinstance(inner, ast.expr):
                setattr(node, field, put(inner))
            elif isinstance(inner, list):
                setattr(node, field, [put(one) if isinstance(one, ast.expr) else one for one in inner])
        return node

    return ast.unparse(put(ast.parse(text, mode="eval").body))
