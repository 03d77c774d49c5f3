"""f-string <-> format or concatenation: the same text put together another way."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Rebuild one formatted text."""
    found = [
        (node, new)
        for node in ast.walk(tree)
        if (new := _from_f_string(node, random) or _from_format(node)) is not None
    ]
    chosen = trees.pick(random, found)
    return chosen is not None and trees.exchange(tree, *chosen)


def _from_f_string(node: ast.AST, random: Random) -> ast.expr | None:
    if not isinstance(node, ast.JoinedStr) or not any(isinstance(part, ast.FormattedValue) for part in node.values):
        return None
    if any(
        isinstance(part, ast.FormattedValue) and (part.format_spec or part.conversion != -1) for part in node.values
    ):
        return None
    return _concatenated(node) if random.random() < 0.5 else _formatted(node)


def _concatenated(node: ast.JoinedStr) -> ast.expr:
    parts = [
        ast.Call(trees.load("str"), [part.value], []) if isinstance(part, ast.FormattedValue) else part
        for part in node.values
    ]
    text: ast.expr = parts[0]
    for part in parts[1:]:
        text = ast.BinOp(text, ast.Add(), part)
    return text


def _formatted(node: ast.JoinedStr) -> ast.expr:
    template, values = "", []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            template += "{}"
            values.append(part.value)
        elif isinstance(part, ast.Constant):
            template += str(part.value).replace("{", "{{").replace("}", "}}")
    return ast.Call(ast.Attribute(ast.Constant(template), "format", ast.Load()), values, [])


def _from_format(node: ast.AST) -> ast.expr | None:
    """`'..{}..'.format(a)` with plain fields only."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"):
        return None
    template = node.func.value
    if not (isinstance(template, ast.Constant) and isinstance(template.value, str)) or node.keywords:
        return None
    texts = template.value.split("{}")
    if len(texts) != len(node.args) + 1 or any("{" in text or "}" in text for text in texts):
        return None
    parts: list[ast.expr] = []
    for text, value in zip(texts, [*node.args, None], strict=True):
        if text:
            parts.append(ast.Constant(text))
        if value is not None:
            parts.append(ast.FormattedValue(value, -1, None))
    return ast.JoinedStr(parts)
