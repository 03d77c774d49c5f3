"""Expressions with their numbers filled in as text: `a[i] + b` with 3 and 4 is `3 + 4`.

A chain that says exactly that needs no parsing: it has the shape of the expression, because only values whose text
stands for itself anywhere are filled in (3, 2.5, 'abc', [1, 2], not -3), and is worth what the expression is worth.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Final, NamedTuple

from tracepile_hf.verification.expression import parse_expression, written

_ALONE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|'[^'\\]*'|\[[^\[\]()<>A-Za-z'\"]*\]|True|False|None")
_FILLED: Final = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
_SHAPES: Final = (ast.BinOp, ast.Compare, ast.UnaryOp, ast.operator, ast.cmpop, ast.unaryop, ast.Constant, *_FILLED)


class Plan(NamedTuple):
    """An expression cut at the parts that get values: `pieces` around `parts`, one more of those than of these."""

    pieces: tuple[str, ...]
    parts: tuple[str, ...]  # as `ast.unparse` writes them
    tree: ast.expr

    def filled(self, values: list[str]) -> str:
        """The text with values in place of the parts; empty if one of them does not stand for itself."""
        found = [self.pieces[0]]
        for value, piece in zip(values, self.pieces[1:], strict=True):
            if _ALONE.fullmatch(value) is None:
                return ""
            found += (value, piece)
        return "".join(found)


@lru_cache(maxsize=16384)
def plan_of(text: str) -> Plan | None:
    """The plan of an expression; None for one that takes more than a text to judge."""
    tree = parse_expression(text)
    if tree is None or not text.isascii() or "\n" in text or isinstance(tree, _FILLED):
        return None
    parts: list[ast.expr] = []
    if not _collect(tree, parts) or not parts:
        return None
    pieces, done = [], 0
    for node in parts:
        pieces.append(text[done : node.col_offset])
        done = node.end_col_offset or 0
    pieces.append(text[done:])
    return Plan(tuple(pieces), tuple(map(written, parts)), tree)


def _collect(node: ast.AST, parts: list[ast.expr]) -> bool:
    """The outermost parts that get values, from left to right. False if the expression has anything else in it."""
    if isinstance(node, _FILLED):
        parts.append(node)
        return True
    return isinstance(node, _SHAPES) and all(_collect(child, parts) for child in ast.iter_child_nodes(node))
