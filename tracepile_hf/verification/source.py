"""What the checker knows about a program from its text: names, statements by line, loops, handlers, blocks.

Built once per program and remembered. Nothing here is executed.
"""

from __future__ import annotations

import ast
import builtins
import re
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.verification.expression import written

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Loop = ast.For | ast.AsyncFor | ast.While
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LOOPS: Final = (ast.For, ast.AsyncFor, ast.While)
_LOAD: Final = ast.Load()
_BUILTINS: Final = frozenset(dir(builtins))
CONSTANT: Final = re.compile(r"[0-9'\"]|\b(?:True|False|None)\b")
_PROSE: Final = re.compile(r"[A-Za-z]{3,}")
_NEVER_QUOTED: Final = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant)
_FIELDS_OF_BODIES: Final = frozenset({"body", "orelse", "finalbody", "handlers", "cases"})


class Source:
    """Facts about one program text. A text that does not parse has no facts: then nothing is a quotation."""

    @staticmethod
    @lru_cache(maxsize=256)
    def of(code: str) -> Source:
        """The facts about `code`, built at its first use."""
        return Source(code)

    def __init__(self, code: str) -> None:
        self.code = code
        self._quotable: dict[tuple[int, bool], frozenset[str]] = {}
        self._constants: dict[int, list[str]] = {}
        self._expressions: dict[int, list[ast.expr]] = {}
        self._written: dict[int, frozenset[str]] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._targets: dict[int, frozenset[str]] = {}
        self._augmented: dict[int, list[ast.BinOp]] = {}
        self._comparisons: dict[int, list[tuple[str, ast.expr, str, ast.expr]]] = {}
        self._loop_tests: dict[int, str] = {}
        self._read: dict[int, frozenset[str]] = {}

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; empty if the code does not parse."""
        try:
            return ast.parse(self.code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module(body=[], type_ignores=[])

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def statements(self) -> dict[int, list[ast.stmt]]:
        """Line -> the statements that start there, outermost first."""
        found: dict[int, list[ast.stmt]] = {}
        for node in self._nodes:
            if isinstance(node, ast.stmt):
                found.setdefault(node.lineno, []).append(node)
        return found

    @cached_property
    def loops(self) -> dict[int, Loop]:
        """Header line -> the loop."""
        return {node.lineno: node for node in self._nodes if isinstance(node, _LOOPS)}

    def loop_test(self, line: int) -> str:
        """The condition of the `while` on that line; empty for other statements."""
        found = self._loop_tests.get(line)
        if found is None:
            loop = self.loops.get(line)
            found = self._loop_tests[line] = written(loop.test) if isinstance(loop, ast.While) else ""
        return found

    @cached_property
    def handler_lines(self) -> frozenset[int]:
        """First lines of the bodies of `except` clauses, and the lines of the clauses themselves."""
        handlers = [node for node in self._nodes if isinstance(node, ast.ExceptHandler)]
        return frozenset(line for node in handlers for line in (node.lineno, node.body[0].lineno))

    @cached_property
    def first_lines(self) -> frozenset[int]:
        """Lines on which a block begins: where one is skipped, the others of it are too."""
        blocks = (value for node in self._nodes for _, value in ast.iter_fields(node) if isinstance(value, list))
        return frozenset(block[0].lineno for block in blocks if block and isinstance(block[0], ast.stmt))

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Every name the program binds or uses, but for builtins that it only uses."""
        bound: set[str] = set()
        used: set[str] = set()
        for node in self._nodes:
            if isinstance(node, ast.Name):
                (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
            elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
                bound.add(node.attr)  # one that is only read may be a method of a builtin: find, count, index
            elif isinstance(node, (ast.arg, ast.keyword)):
                bound.add(node.arg or "")
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, ast.alias):
                bound.update((node.asname or node.name).split("."))
            elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
                bound.add(node.name)
        return frozenset(bound | (used - _BUILTINS))

    @cached_property
    def defaults(self) -> dict[tuple[int, str], frozenset[str]]:
        """(line of the function, its last name) -> its parameters that have defaults."""
        found: dict[tuple[int, str], frozenset[str]] = {}
        for node in self._nodes:
            if isinstance(node, _FUNCTIONS):
                name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
                listed = [*node.args.posonlyargs, *node.args.args]
                names = {argument.arg for argument in listed[len(listed) - len(node.args.defaults) :]}
                pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
                names |= {argument.arg for argument, default in pairs if default is not None}
                names |= {argument.arg for argument in (node.args.vararg, node.args.kwarg) if argument is not None}
                found[node.lineno, name] = frozenset(names)
        return found

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in self._nodes for child in ast.iter_child_nodes(node)}

    def rest_after(self, jump: ast.stmt) -> set[tuple[int, int]]:
        """(first line, last line) of what a jump passes over: the rest of its blocks, up to its loop or function."""
        found: set[tuple[int, int]] = set()
        node: ast.AST = jump
        while (parent := self._parents.get(node)) is not None:
            for _, block in ast.iter_fields(parent):
                if isinstance(block, list) and node in block and block[-1] is not node:
                    following = block[block.index(node) + 1]
                    found.add((following.lineno, block[-1].end_lineno))
            if isinstance(parent, (*_FUNCTIONS, *(_LOOPS if not isinstance(jump, (ast.Return, ast.Raise)) else ()))):
                break
            node = parent
        return found

    def is_quotation(self, text: str, lines: set[int] | None, quoted: bool) -> bool:
        """Whether `text` is code of one of `lines` (None: of any line), word for word or as Python would write it.

        A statement, a header, a source line; a compound expression only where it is `quoted`, not said to hold.
        """
        if "\n" in text:
            return bool(text.strip()) and f"\n{text.strip(chr(10))}\n" in f"\n{self.code}\n"
        plain = text.strip()
        if not plain or _is_lone(plain):
            return False
        here = self._line_texts.keys() if lines is None else lines
        shown = {plain, plain.removesuffix(":").rstrip()}
        if any(not shown.isdisjoint(self._line_texts.get(line, ())) for line in here):
            return True
        normal = _normal(plain)
        return any(normal in self._quotable_at(line, quoted) for line in here)

    def is_line_of(self, text: str, prompt: str) -> bool:
        """Whether `text` is one whole line, or several, of the prompt, and none of the program's own lines."""
        if len(_PROSE.findall(text)) < 3:
            return False  # a line of the input may be nothing but a value
        given = {line.strip() for line in prompt.splitlines()}
        own = {line.strip() for line in self.code.splitlines()}
        return all(line.strip() in given - own for line in text.splitlines() if line.strip())

    @cached_property
    def _line_texts(self) -> dict[int, frozenset[str]]:
        """Line -> how it reads, without indent, with and without its colon."""
        found: dict[int, frozenset[str]] = {}
        for number, line in enumerate(self.code.splitlines(), start=1):
            text = line.strip()
            if text and not text.startswith("#"):
                found[number] = frozenset({text, text.removesuffix(":")})
        return found

    def _quotable_at(self, line: int, quoted: bool) -> frozenset[str]:
        """The statements that start at `line`, if `quoted` also their compound expressions, in normal form."""
        known = self._quotable.get((line, quoted))
        if known is None:
            texts = {ast.unparse(node) for node in self.statements.get(line, ()) if not hasattr(node, "body")}
            if quoted:
                texts.update(written(node) for node in self.expressions_at(line) if _is_compound(node))
            known = self._quotable[line, quoted] = frozenset(text for text in texts if not _is_lone(text))
        return known

    @staticmethod
    def expressions(statement: ast.stmt) -> list[ast.expr]:
        """All expressions of a statement, of a compound one those of its header."""
        found: list[ast.expr] = []
        rest: list[ast.AST] = [
            child
            for name, value in ast.iter_fields(statement)
            if name not in _FIELDS_OF_BODIES or isinstance(value, ast.expr)
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
        ]
        while rest:
            node = rest.pop()
            if isinstance(node, ast.expr):
                found.append(node)
            rest.extend(ast.iter_child_nodes(node))
        return found

    def is_expression(self, text: str, line: int) -> bool:
        """Whether the program has this expression (as `ast.unparse` writes it): on that line, else anywhere."""
        return text in self._expressions_on(line) or any(
            text in self._expressions_on(other) for other in self.statements
        )

    def has_expression(self, text: str, line: int) -> bool:
        """Whether a statement that starts on `line` has this expression."""
        return text in self._expressions_on(line)

    def constants_at(self, line: int) -> list[str]:
        """The literals in the statements that start on `line`."""
        known = self._constants.get(line)
        if known is None:
            nodes = self.expressions_at(line)
            known = [written(node) for node in nodes if not any(isinstance(leaf, ast.Name) for leaf in ast.walk(node))]
            self._constants[line] = known = [text for text in known if is_value(text)]
        return known

    def names_at(self, line: int) -> frozenset[str]:
        """Names in the statements that start on `line`."""
        known = self._names.get(line)
        if known is None:
            names = (node.id for node in self.expressions_at(line) if isinstance(node, ast.Name))
            known = self._names[line] = frozenset(names)
        return known

    def targets_at(self, line: int) -> frozenset[str]:
        """Names that the statements on `line` bind, or a part of which they write to."""
        known = self._targets.get(line)
        if known is not None:
            return known
        found: set[str] = set()
        for node in self.expressions_at(line):
            if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
                inner: ast.AST = node
                while isinstance(inner, (ast.Attribute, ast.Subscript, ast.Starred)):
                    inner = inner.value
                if isinstance(inner, ast.Name):
                    found.add(inner.id)
        known = self._targets[line] = frozenset(found)
        return known

    def is_read(self, text: str, line: int) -> bool:
        """Whether the statements that start on `line` ask for the value of this expression: not only to set it."""
        known = self._read.get(line)
        if known is None:
            nodes = [node for node in self.expressions_at(line) if isinstance(getattr(node, "ctx", _LOAD), ast.Load)]
            known = self._read[line] = frozenset(map(written, [*nodes, *self._augmented_parts(line)]))
        return text in known

    def _augmented_parts(self, line: int) -> list[ast.expr]:
        return [part for node in self.augmented_at(line) for part in (node, node.left)]

    def comparisons_at(self, line: int) -> list[tuple[str, ast.expr, str, ast.expr]]:
        """Neighbours in the comparisons of the statements that start on `line`, both ways round."""
        known = self._comparisons.get(line)
        if known is None:
            known = self._comparisons[line] = []
            for node in self.expressions_at(line):
                if isinstance(node, ast.Compare):
                    for one, other in pairwise([node.left, *node.comparators]):
                        known.append((written(one), one, written(other), other))
                        known.append((written(other), other, written(one), one))
        return known

    def _expressions_on(self, line: int) -> frozenset[str]:
        known = self._written.get(line)
        if known is None:
            texts = {written(node) for node in self.expressions_at(line)}
            texts |= {written(node) for node in self.augmented_at(line)}
            known = self._written[line] = frozenset(texts)
        return known

    def augmented_at(self, line: int) -> list[ast.BinOp]:
        """`total += x` as `total + x`, for the statements that start at `line`."""
        found = self._augmented.get(line)
        if found is None:
            found = self._augmented[line] = []
            for statement in self.statements.get(line, ()):
                if isinstance(statement, ast.AugAssign):
                    target = ast.parse(ast.unparse(statement.target), mode="eval").body
                    found.append(ast.BinOp(left=target, op=statement.op, right=statement.value))
        return found

    def appended_at(self, line: int) -> tuple[str, str, ast.expr] | None:
        """Container, method and item of `xs.append(x)` or `xs.appendleft(x)` where that is all there is on `line`."""
        node = self.statements.get(line, [])
        call = node[0].value if len(node) == 1 and isinstance(node[0], ast.Expr) else None
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.keywords:
            return None
        if call.func.attr not in ("append", "appendleft") or len(call.args) != 1:
            return None
        return written(call.func.value), call.func.attr, call.args[0]

    def expressions_at(self, line: int) -> list[ast.expr]:
        """All expressions of the statements that start at `line`."""
        known = self._expressions.get(line)
        if known is None:
            statements = self.statements.get(line, ())
            known = self._expressions[line] = [node for each in statements for node in self.expressions(each)]
        return known


@lru_cache(maxsize=16384)
def _normal(text: str) -> str:
    """Code as Python would write it; a header, which does not parse alone, as it stands."""
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.unparse(ast.parse(text))
    return text


def _is_compound(node: ast.expr) -> bool:
    if isinstance(node, (*_NEVER_QUOTED, ast.Slice, ast.Starred)):
        return False
    return any(isinstance(child, (ast.Name, ast.Call)) for child in ast.walk(node))


@lru_cache(maxsize=4096)
def _is_lone(text: str) -> bool:
    """Whether code is nothing but a name, an attribute, a subscript or a literal: naming it is no quotation."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        return False
    return not _is_compound(body[0].value)
