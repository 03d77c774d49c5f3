"""A syntax tree as the source a person would write: `ast.unparse` without the parentheses nobody types.

Unparsing puts tuples, sole generator arguments and inner `not`s in parentheses. Those pairs are taken out again, each
only if the tree stays the same.
"""

from __future__ import annotations

import ast
import io
import tokenize

_TUPLE_BEFORE = ("=", "return", "in", "for", "[", "yield", "")  # the last: a statement begins (Python 3.10)


def written_out(tree: ast.AST) -> str:
    """Source text of the tree, ending in a newline; parsing it gives an equal tree."""
    code = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    wanted = ast.dump(ast.parse(code))
    tried = 0
    while tried < len(pairs := _candidates(code)):
        start, end = pairs[tried]
        shorter = code[:start] + code[start + 1 : end] + code[end + 1 :]
        if _dumped(shorter) == wanted:
            code = shorter  # the pairs are looked for again: their offsets have moved, the tried ones come first
        else:
            tried += 1
    return _spaced(code)


def _spaced(code: str) -> str:
    """The code with an empty line after each definition at its top."""
    lines = code.split("\n")
    for node in reversed(ast.parse(code).body[:-1]):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            end = node.end_lineno or 0
            if lines[end].strip():
                lines.insert(end, "")
    return "\n".join(lines)


def _dumped(code: str) -> str:
    try:
        return ast.dump(ast.parse(code))
    except SyntaxError:
        return ""


def _candidates(code: str) -> list[tuple[int, int]]:
    """Offsets of the pairs worth a try, by their start."""
    lines = [0]
    for line in code.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    opened: list[tuple[int, bool]] = []
    found: list[tuple[int, int]] = []
    before = ""
    tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    for position, token in enumerate(tokens):
        offset = lines[token.start[0] - 1] + token.start[1]
        if token.string == "(" and token.type == tokenize.OP:
            following = tokens[position + 1].string
            likely = (
                before.strip() in _TUPLE_BEFORE or before == "(" or (before in ("and", "or") and following == "not")
            )
            opened.append((offset, likely))
        elif token.string == ")" and token.type == tokenize.OP and opened:
            start, likely = opened.pop()
            if likely:
                found.append((start, offset))
        before = token.string
    return sorted(found)
