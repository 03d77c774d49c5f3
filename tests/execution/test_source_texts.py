"""Texts of expressions are those of `ast.unparse`, common forms and others."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tracepile_hf.execution.replay.compiler.sources import text_of

EXPRESSIONS = (
    "a", "a.b.c", "a[i]", "a[i - 1][j]", "a[1:2]", "a[i, j]", "(a, b)", "f()", "f(x, *y)", "f(x, k=1)", "(a + b) * c",
    "a + (b + c)", "a - b - c", "a - (b - c)", "a * (b % c)", "a ** b ** c", "-a ** 2", "(-a) + b", "a + -b",
    "a < b <= c", "(a < b) == c", "a in (b, c)", "not a in b", "a is not None", "1 .real", "1.5 * x", "'x' + y",
    "f'{x!r}' + y", "(x := 3) + 1", "f((x := 3))", "f(a if b else c)", "(a if b else c) + 1", "[x for x in y][0]",
    "(lambda: 0)()", "a @ b / c // d", "True + 1", "x[True]", "a.b(c)[d].e", "a % b * c", "(a % b) * c",
    "a % (b * c)", "{1: 2}[1]", "a if b else c", "f(a, (b, c))", "a[b][(c, d)]", "1e400 + x", "...", "b'x' + y",
)  # fmt: skip


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_a_text_is_the_one_of_unparse(source: str) -> None:
    for node in ast.walk(ast.parse(source, mode="eval").body):
        if isinstance(node, ast.expr):
            assert text_of(node) == ast.unparse(node)


def test_the_texts_of_whole_programs() -> None:
    for path in (Path(__file__).parent / "programs").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.expr):
                assert text_of(node) == ast.unparse(node)
