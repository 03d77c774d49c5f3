"""Evaluations that a text tells: whether each is one primitive step away from values that are told already.

`xs[i]` = 3 is; `(a + b) * c` = 9 is not, unless (1 + 2) * 3 = 3 * 3 stands before it; a comprehension is where its
elements are gone through. Read from text alone, for figures; nothing here is a proof.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Final, NamedTuple

_TOLD: Final = re.compile(r"`([^`\n]+)` = ((?:`[^`\n]+` = |[-\d .()+*/%<>=!&|^~]*?\d[\d)]* = )*)(?=\S)")
_OPENED: Final = re.compile(r"\b[Ii]n `([^`\n]+)`, `")
_OWN: Final = re.compile(r"(?:def|class) (\w+)")
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_OVER: Final = frozenset({"sum", "max", "min", "any", "all", "sorted"})  # one step only for those who see all elements
OPAQUE: Final = 9  # operations that a comprehension counts for


class Evaluations(NamedTuple):
    """How many evaluations a text tells (of more than a name), how many are one step away, and some that are not."""

    told: int
    one_step: int
    opaque: tuple[str, ...]


def evaluations(text: str, code: str = "") -> Evaluations:
    """The evaluations of a text about a program; what a call of its own functions comes to is told by the call."""
    own = frozenset(_OWN.findall(code))
    opened = {_plain(found[1]) for found in _OPENED.finditer(text)}
    said = [
        (found[1], [stage.strip("` ") for stage in found[2].split(" = ") if stage]) for found in _TOLD.finditer(text)
    ]
    known = {expression for expression, _ in said}
    told = one_step = 0
    opaque = []
    for expression, stages in said:
        tree = _parsed(expression)
        if tree is None or isinstance(tree, (ast.Name, ast.Attribute, ast.Constant)):
            continue
        told += 1
        if _is_one_step(expression, tree, stages, known, opened, own):
            one_step += 1
        else:
            opaque.append(expression)
    return Evaluations(told, one_step, tuple(opaque))


def _is_one_step(
    expression: str, tree: ast.expr, stages: list[str], known: set[str], opened: set[str], own: frozenset[str]
) -> bool:
    if _plain(expression) in opened or _operations(tree, known, own) <= 1:
        return True
    last = _parsed(stages[-1]) if stages else None
    return last is not None and _operations(last, frozenset(), own, shown=True) <= 1


def _plain(expression: str) -> str:
    return expression.replace("((", "(").replace("))", ")")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def _is_path(node: ast.expr) -> bool:
    while isinstance(node, ast.Subscript) and isinstance(node.slice, (ast.Name, ast.Constant, ast.UnaryOp)):
        node = node.value
    return isinstance(node, (ast.Name, ast.Attribute))


def _operations(
    node: ast.AST, known: set[str] | frozenset[str], own: frozenset[str], shown: bool = False, inner: bool = False
) -> int:
    """How many operations an expression takes, those apart whose value is told. `shown`: it holds its values."""
    if inner and known and isinstance(node, ast.expr) and ast.unparse(node) in known:
        return 0
    if isinstance(node, _COMPREHENSIONS):
        return OPAQUE
    if isinstance(node, ast.Subscript) and _is_path(node):
        return 1  # a look-up, however deep
    if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in own:
        return 1  # its arguments are told by its call
    below = sum(_operations(child, known, own, shown, inner=True) for child in ast.iter_child_nodes(node))
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return 0
    if isinstance(node, ast.Call):
        whole = isinstance(node.func, ast.Name) and node.func.id in _OVER and len(node.args) == 1 and not shown
        return below + (getattr(node.func, "id", "") != "range") + whole  # a range only names its bounds
    if isinstance(node, ast.BoolOp):
        return below + len(node.values) - 1
    return below + isinstance(node, (ast.BinOp, ast.Compare, ast.UnaryOp, ast.Subscript, ast.IfExp, ast.JoinedStr))
