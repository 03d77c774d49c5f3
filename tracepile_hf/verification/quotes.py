"""Code that a text quotes: it must be the statement, or a test or expression, of the step it is said of."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Final

from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import normal, written
from tracepile_hf.verification.source import without_comment
from tracepile_hf.verification.walk import Refutation, Walk

_FENCE: Final = re.compile(r"`{3,}(?:python|py)?[ \t]*\n(?P<code>.*?)\n?[ \t]*`{3,}", re.DOTALL)


def check_quote(walk: Walk, statement: Statement) -> None:
    """runs `x = y`; checks `x > 3`; a block of code."""
    if statement.mode == "block":
        check_block(walk, statement)
        return
    slot = statement.slots[0]
    text = slot if isinstance(slot, str) else ""
    line = walk.step.line
    if statement.mode == "statement":
        if not walk.source.is_statement(text, line):
            raise Refutation(f"expected the code of line {line}, got `{text}`")
        _require_ran(walk, text)
        return
    said = normal(text)
    tests = {test for step in walk.view.statement for test, _ in step.tests}
    if without_comment(text) != text or (text not in tests and said not in tests and not _is_asked(walk, said)):
        raise Refutation(f"expected a test of line {line}, got `{text}`")


_DECIDING: Final = (ast.If, ast.While, ast.Assert, ast.Match, ast.IfExp, ast.BoolOp, ast.Compare, ast.comprehension)


def _is_asked(walk: Walk, said: str) -> bool:
    """Whether a statement here has the expression as its test, or works it out."""
    for node in walk.view.nodes:
        if isinstance(node, (ast.If, ast.While, ast.Assert)) and written(node.test) == said:
            return True
    return said in walk.view.operands and not said.isidentifier()


def _require_ran(walk: Walk, text: str) -> None:
    """Raises `Refutation` for a statement behind a test on its own line that failed."""
    statements = walk.source.statements.get(walk.step.line, [])
    ran = walk.view.nodes
    if len(ran) == len(statements) or (any(hasattr(node, "body") for node in ran[:1]) and _is_header(walk, text)):
        return
    said = normal(text)
    passed = [node for node in statements if node not in ran and not hasattr(node, "body")]
    if any(ast.unparse(node) == said or ast.unparse(node) == text.strip() for node in passed):
        raise Refutation(f"line {walk.step.line} does not get to `{text}`")


def _is_header(walk: Walk, text: str) -> bool:
    lines = walk.source.code.splitlines()
    return text.strip().rstrip(":") == lines[walk.step.line - 1].strip().rstrip(":")


def check_block(walk: Walk, statement: Statement) -> None:
    """A fenced block: the program, before anything is told of it; or the code of the line that was named."""
    found = _FENCE.fullmatch(statement.text.strip())
    if found is None:
        raise Refutation("expected a block of code with nothing after its opening fence")
    code = found["code"]
    if walk.source.is_whole(code) and walk.step_here is None:
        return
    if walk.step_here is None or not walk.source.is_block(code, walk.step.line):
        raise Refutation(f"expected the code of {walk.here}, got another block")


def check_manner(walk: Walk, statement: Statement) -> None:
    """the class statement; comes to a decision; goes through the cases: the statement is of that kind."""
    nodes = walk.view.nodes if walk.step_here is not None else []
    if statement.mode == "class":
        found = any(isinstance(node, ast.ClassDef) for node in nodes)
    elif statement.mode == "cases":
        found = any(isinstance(node, ast.Match) for node in nodes) or _has_cases(walk)
    else:
        parts = [part for node in nodes for part in (node, *walk.source.expressions(node))]
        found = _has_cases(walk) or any(isinstance(part, _DECIDING) for part in parts)
    if not found:
        raise Refutation(f"expected another kind of statement than that of {walk.here}")


def _has_cases(walk: Walk) -> bool:
    return any(test.startswith("case ") for step in walk.view.statement for test, _ in step.tests)


QUOTES: Final[dict[str, Callable[[Walk, Statement], None]]] = {"quote": check_quote, "manner": check_manner}
