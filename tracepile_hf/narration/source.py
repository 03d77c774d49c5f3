"""A program as the narrator sees it: what stands on each line, parsed once per code.

Covers the statements, loops and functions by line, and what each place text means. Does not look at any run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from tracepile_hf.errors import ProgramError
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.spelling import text_of
from tracepile_hf.places import root, split

Loop: TypeAlias = ast.For | ast.AsyncFor | ast.While
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_SILENT: Final = (ast.Global, ast.Nonlocal, ast.Try)  # statements that may leave no `line` step of their own


class Source:
    """The statements of one program by line, and a place for what the narrator derives from them."""

    def __init__(self, code: str, quotes: bool = True) -> None:
        self.quotes = quotes  # whether statements are quoted where they are told: not where their line is named so
        try:
            tree = ast.parse(code)
        except SyntaxError as error:
            raise ProgramError("a program that parses", str(error.msg), f"line {error.lineno}") from None
        self.tree = tree
        self.lines: list[str] = [line.strip() for line in _LINE_END.split(code)]
        self.statements: dict[int, list[ast.stmt]] = {}
        self.functions: dict[int, Function] = {}
        self.guarded: set[int] = set()  # lines inside a `with` or a `try` that has a `finally`
        self.handlers: set[int] = set()  # first lines of the bodies of `except` clauses
        self.lambdas: dict[int, ast.expr | None] = {}  # line -> body of the lambda that begins there, None if several
        self.loop_of: dict[int, int] = {}  # line of a statement -> header line of the innermost loop around it
        self.branches: dict[int, list[tuple[int, int]]] = {}  # loop line -> (line of an if, first line of its body)
        self.after: dict[int, int] = {}  # line of a statement -> line of its next sibling in the same block
        self.plans: dict[object, Plan] = {}  # shape of a step -> how it is told
        self._conditions: dict[int, str] = {}
        self.places: dict[str, str] = {}  # place -> its general form, `xs[3]` -> `xs[]`
        self._read(tree.body, 0)
        if "lambda" in code:
            for node in ast.walk(tree):
                if isinstance(node, ast.Lambda):
                    self.lambdas[node.lineno] = None if node.lineno in self.lambdas else node.body

    def _read(self, body: list[ast.stmt], loop: int) -> None:
        for position, node in enumerate(body):
            line = node.lineno
            self.statements.setdefault(line, []).append(node)
            self.loop_of[line] = loop
            if position + 1 < len(body):
                self.after[line] = body[position + 1].lineno
            if isinstance(node, ast.If) and loop and node.body[0].lineno != line:
                self.branches.setdefault(loop, []).append((line, node.body[0].lineno))
            if isinstance(node, (ast.With, ast.AsyncWith)) or getattr(node, "finalbody", None):
                self.guarded.update(range(line, (node.end_lineno or line) + 1))
            self.handlers.update(first_line(handler.body) for handler in getattr(node, "handlers", ()))
            for block, inner in _blocks(node, loop):
                self._read(block, inner)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.functions[line] = node

    def only(self, line: int) -> ast.stmt | None:
        """The statement that starts on a line; None when there is none or there are several."""
        found = self.statements.get(line)
        return found[0] if found and len(found) == 1 else None

    def is_discarded(self, line: int) -> bool:
        """Whether the statement on a line is a call whose value is thrown away."""
        node = self.only(line)
        return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)

    def is_plain_call(self, line: int) -> bool:
        """Whether the function defined on a line takes its arguments in their places: no `*args`, no keywords only."""
        definition = self.functions.get(line)
        if definition is None:
            return True
        return not (definition.args.vararg or definition.args.kwarg or definition.args.kwonlyargs)

    def decides(self, line: int, test: str) -> bool:
        """Whether a test is the whole condition of the statement on a line: it may be only a part of `a and f(b)`."""
        found = self._conditions.get(line)
        if found is None:
            node = self.only(line)
            condition = node.test if isinstance(node, (ast.While, ast.If, ast.Assert)) else None
            found = self._conditions[line] = "" if condition is None else text_of(condition)
        return not found or found == test

    def general(self, place: str) -> str:
        """A place with its subscripts emptied: what two places written by the same statement share."""
        found = self.places.get(place)
        if found is None:
            found = (
                place
                if "[" not in place
                else root(place) + "".join(part if part[0] == "." else "[]" for part in split(place)[1])
            )
            self.places[place] = found
        return found


def _blocks(node: ast.stmt, loop: int) -> Iterator[tuple[list[ast.stmt], int]]:
    """The statement lists inside a statement, each with the innermost loop around it."""
    inner = 0 if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) else loop
    body = node.lineno if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) else inner
    yield getattr(node, "body", []), body
    yield getattr(node, "orelse", []), inner
    yield getattr(node, "finalbody", []), inner
    for handler in getattr(node, "handlers", []):
        yield handler.body, inner
    for case in getattr(node, "cases", []):
        yield case.body, inner


@lru_cache(maxsize=128)
def read_source(code: str, quotes: bool = True) -> Source:
    """The `Source` of a program's code. Raises `ProgramError` when it does not parse."""
    return Source(code, quotes)


@lru_cache(maxsize=4096)
def container(place: str) -> str:
    """The container that an element belongs to: `grid` of `grid[1][2]`, `self.rows` of `self.rows[3]`."""
    return place[: place.index("[")] if "[" in place else root(place)


def first_line(body: list[ast.stmt]) -> int:
    """The line that runs first in a block, or 0 when that cannot be told from the text."""
    first = body[0]
    if isinstance(first, _SILENT) or (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)):
        return 0
    if isinstance(first, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and first.decorator_list:
        return 0
    return first.lineno
