"""Lines that a text leaves out as beside the question: they set only what nothing reads on the way to the answer.

Of the named lines taken together: each is a plain statement that does nothing but bind names, or add to a container of
its own; whatever they write is read, by name, by no other statement that ran on the way to the answer; the question
does not speak of it, nor of the lines. So the rest of what is told is the same without them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tracepile_hf.verification.anchors import whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.walk import Refutation, Walk

_HARMLESS: Final = frozenset(
    {"len", "min", "max", "abs", "sum", "range", "int", "str", "ord", "chr", "round", "divmod"}
)  # called on what they are given they change nothing; a program that binds one of these names is refused
_LOOKING: Final = frozenset({"locals", "globals", "vars", "eval", "exec", "dir", "getattr", "setattr"})
_ABOUT_LINES: Final = frozenset({"next_line", "line_count", "exception", "iteration_change", "input_prediction"})
_WORD: Final = re.compile(r"[^\W\d]\w*|\d+")


def check_beside(walk: Walk, statement: Statement) -> None:
    """Lines 5 and 8 are beside the question: nothing on the way to the answer reads what they set."""
    slot = statement.slots[0]
    lines = [whole(one) for one in slot] if isinstance(slot, tuple) else [whole(text_of(slot))]
    question = walk.question
    if question is None or question.kind in _ABOUT_LINES or not question.asked:
        raise Refutation("expected a question that does not speak of lines, got another, or none")
    asked = {word for _, text in question.asked for word in _WORD.findall(text)}
    lines_asked = {text for name, text in question.asked if name == "line"}
    tree = walk.source.tree
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if loaded & _LOOKING:
        raise Refutation("the program looks at its own names: nothing is known to be beside the question")
    inside = [_only(walk, line) for line in lines]
    written: set[str] = set()
    for line, node in zip(lines, inside, strict=True):
        if str(line) in lines_asked or any(step.line == line and step.event == "raise" for step in walk.steps):
            raise Refutation(f"line {line} is asked about, or raises an exception")
        if any(step.line == line and after.event == "call" for step, after in pairwise(walk.steps)):
            raise Refutation(f"line {line} makes a call")  # an operator may be a method of the program's own
        written |= _written(node, tree)
    if written & asked:
        raise Refutation(f"`{min(written & asked)}` is what is asked about")
    if written & _HARMLESS or any(name.startswith("__") for name in written):
        raise Refutation(f"what is written to `{min(written)}` may be looked up elsewhere")
    end = walk.last + 1 if walk.last >= 0 else len(walk.steps)
    ran = {step.line for step in walk.steps[:end] if step.event == "line"}
    for other in ast.walk(tree):
        if isinstance(other, ast.stmt) and _may_run(other, ran) and not any(other is node for node in inside):
            both = written & set(_loads(other))
            if both:
                raise Refutation(f"line {other.lineno} reads `{min(both)}`", str(other.lineno))
    walk.beside |= set(lines)


def _may_run(node: ast.stmt, ran: set[int]) -> bool:
    """Whether a statement ran on the way to the answer, as far as the lines that ran can tell."""
    plain = isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.If, ast.For, ast.While, ast.Raise))
    return not plain or node.lineno in ran


def _only(walk: Walk, line: int) -> ast.stmt:
    found = walk.source.statements.get(line, ())
    if len(found) != 1:
        raise Refutation(f"expected one statement on line {line}")
    return found[0]


def _written(node: ast.stmt, tree: ast.Module) -> set[str]:
    """The names that a plain statement writes. Raises `Refutation` for one that may do more than that."""
    value = node.value if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr)) else None
    if isinstance(node, ast.Expr) and isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        holder = value.func.value
        if isinstance(holder, ast.Name) and value.func.attr in ("append", "add") and not value.keywords:
            for argument in value.args:
                _require_harmless(argument)
            _require_own(holder.id, tree)
            return {holder.id}
    if value is None or isinstance(node, ast.Expr):
        raise Refutation(f"line {node.lineno} may do more than set a name")
    _require_harmless(value)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if len(names) != len(targets):
        raise Refutation(f"line {node.lineno} writes into something that has other names")
    if isinstance(node, ast.AugAssign):
        _require_own(min(names), tree)
    return names


def _require_harmless(value: ast.expr) -> None:
    for node in ast.walk(value):
        called = isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in _HARMLESS)
        if called or isinstance(node, (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom, ast.Lambda)):
            raise Refutation(f"line {value.lineno} may do more than set a name")


def _require_own(name: str, tree: ast.Module) -> None:
    """Raises `Refutation` unless a name only ever gets constants and new, empty containers: nothing else holds them."""
    own: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            empty = isinstance(node.value, ast.Constant) or ast.unparse(node.value) in ("[]", "{}")
            alone = len(node.targets) == 1 or isinstance(node.value, ast.Constant)
            own.update(id(target) for target in node.targets if empty and alone)
        elif isinstance(node, ast.AugAssign):
            own.add(id(node.target))
    for node in ast.walk(tree):
        stored = isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        if (stored and id(node) not in own) or (isinstance(node, ast.arg) and node.arg == name):
            raise Refutation(f"`{name}` may be known under another name")


def _loads(node: ast.stmt) -> Iterator[str]:
    """The names that a statement reads itself, without those of the statements inside it."""
    waiting: list[ast.AST] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Store):
            yield one.id
        elif isinstance(one, (ast.Global, ast.Nonlocal)):
            yield from one.names
        elif isinstance(one, ast.Attribute):  # of a class, perhaps: its body binds names too
            yield one.attr
        elif isinstance(one, ast.keyword) and one.arg is not None:
            yield one.arg
        elif isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name):
            yield one.target.id
        waiting.extend(child for child in ast.iter_child_nodes(one) if not isinstance(child, ast.stmt))
