"""What the checker knows about a program from its text: names, statements by line, loops, handlers, blocks.

Built once per program and remembered. Nothing here is executed.
"""

from __future__ import annotations

import ast
import builtins
import io
import re
import tokenize
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.verification.expression import collect_certain, written

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Loop = ast.For | ast.AsyncFor | ast.While
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LOOPS: Final = (ast.For, ast.AsyncFor, ast.While)
_LOAD: Final = ast.Load()
_BUILTINS: Final = frozenset(dir(builtins))
CONSTANT: Final = re.compile(r"[0-9'\"]|\b(?:True|False|None)\b")
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
        self._quotable: dict[int, frozenset[str]] = {}
        self.decisions: dict[object, tuple[frozenset[str], frozenset[str]]] = {}  # what tests went by, kept by `causes`
        self._tests_compared: dict[int, list[tuple[ast.Compare, str, str]]] = {}
        self._parts: dict[int, frozenset[str]] = {}
        self._certain: dict[int, frozenset[str]] = {}
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
    def nodes(self) -> list[ast.AST]:
        """Every node of the program."""
        return list(ast.walk(self.tree))

    @cached_property
    def statements(self) -> dict[int, list[ast.stmt]]:
        """Line -> the statements that start there, outermost first."""
        found: dict[int, list[ast.stmt]] = {}
        for node in self.nodes:
            if isinstance(node, ast.stmt):
                found.setdefault(node.lineno, []).append(node)
        return found

    @cached_property
    def loops(self) -> dict[int, Loop]:
        """Header line -> the loop."""
        return {node.lineno: node for node in self.nodes if isinstance(node, _LOOPS)}

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
        handlers = [node for node in self.nodes if isinstance(node, ast.ExceptHandler)]
        return frozenset(line for node in handlers for line in (node.lineno, node.body[0].lineno))

    @cached_property
    def passing_lines(self) -> frozenset[int]:
        """Lines that may run while an exception passes: those of `finally` bodies, and headers of `with`."""
        found: set[int] = set()
        for node in self.nodes:
            if isinstance(node, ast.Try):
                for part in node.finalbody:
                    found.update(range(part.lineno, (part.end_lineno or part.lineno) + 1))
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                found.add(node.lineno)
        return frozenset(found)

    @cached_property
    def clauses(self) -> dict[int, int]:
        """First line of the body of an `except` clause -> the line of the clause."""
        return {node.body[0].lineno: node.lineno for node in self.nodes if isinstance(node, ast.ExceptHandler)}

    @cached_property
    def reading(self) -> frozenset[str]:
        """Functions, as the program writes them, that read its input."""
        found = {"input", "sys.stdin.readline", "sys.stdin.read", "stdin.readline", "stdin.read", "raw_input"}
        for node in self.nodes:
            if isinstance(node, ast.Assign) and written(node.value) in found:
                found.update(written(target) for target in node.targets)
        return frozenset(found)

    @cached_property
    def first_lines(self) -> frozenset[int]:
        """Lines on which a block begins: where one is skipped, the others of it are too."""
        blocks = (value for node in self.nodes for _, value in ast.iter_fields(node) if isinstance(value, list))
        return frozenset(block[0].lineno for block in blocks if block and isinstance(block[0], ast.stmt))

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Every name the program binds or uses, but for builtins that it only uses."""
        bound: set[str] = set()
        used: set[str] = set()
        for node in self.nodes:
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
        for node in self.nodes:
            if isinstance(node, _FUNCTIONS):
                name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
                listed = [*node.args.posonlyargs, *node.args.args]
                names = {argument.arg for argument in listed[len(listed) - len(node.args.defaults) :]}
                pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
                names |= {argument.arg for argument, default in pairs if default is not None}
                names |= {argument.arg for argument in (node.args.vararg, node.args.kwarg) if argument is not None}
                found[node.lineno, name] = frozenset(names)
        return found

    def function_at(self, line: int, function: str) -> Function | None:
        """The function defined on `line` whose name is the last part of `function`."""
        return self._functions.get((line, function.rpartition(".")[2]))

    @cached_property
    def _functions(self) -> dict[tuple[int, str], Function]:
        nodes = [node for node in self.nodes if isinstance(node, _FUNCTIONS)]
        return {(node.lineno, "<lambda>" if isinstance(node, ast.Lambda) else node.name): node for node in nodes}

    def collecting(self, line: int, function: str) -> frozenset[str]:
        """The names of `*args` and `**kwargs` of a function."""
        node = self.function_at(line, function)
        parts = (node.args.vararg, node.args.kwarg) if node is not None else ()
        return frozenset(part.arg for part in parts if part is not None)

    def default_of(self, line: int, function: str, parameter: str) -> str | None:
        """How a parameter's default is written, if it is a literal."""
        node = self.function_at(line, function)
        if node is None:
            return None
        listed = [*node.args.posonlyargs, *node.args.args]
        pairs = [*zip(listed[len(listed) - len(node.args.defaults) :], node.args.defaults, strict=True)]
        pairs += [(one, value) for one, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if value]
        text = next((written(value) for argument, value in pairs if argument.arg == parameter), None)
        return text if text is not None and is_value(text) else None

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

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
            if isinstance(jump, ast.Raise) and isinstance(parent, ast.Try) and parent.handlers and node in parent.body:
                break  # what follows the `try` may run
            node = parent
        return found

    def is_statement(self, text: str, line: int) -> bool:
        """Whether `text` is a statement that starts on `line`, or its header: as it stands there, or as Python would
        write it. A comment is one only where the line has it."""
        plain = text.strip()
        shown = self._line_texts.get(line, frozenset())
        if plain in shown or plain.removesuffix(":").rstrip() in shown:
            return True
        if without_comment(plain) != plain:
            return False
        return _normal(plain) in self._statements_at(line)

    def is_block(self, text: str, line: int) -> bool:
        """Whether `text` is the lines of the one statement, or header, that starts on `line`, as they stand."""
        lines = self.code.splitlines()
        said = [part.rstrip() for part in text.splitlines() if part.strip()]
        ends = [node.end_lineno or line for node in self.statements.get(line, ()) if not hasattr(node, "body")]
        last = max(ends, default=line)
        there = [part.rstrip() for part in lines[line - 1 : last] if part.strip()]
        return bool(said) and [part.strip() for part in said] == [part.strip() for part in there]

    def is_whole(self, text: str) -> bool:
        """Whether `text` is the program, line by line."""
        said = [part.rstrip() for part in text.splitlines() if part.strip()]
        return bool(said) and said == [part.rstrip() for part in self.code.splitlines() if part.strip()]

    @cached_property
    def _line_texts(self) -> dict[int, frozenset[str]]:
        """Line -> how it reads, without indent, with and without its colon, with and without its comment."""
        found: dict[int, frozenset[str]] = {}
        for number, line in enumerate(self.code.splitlines(), start=1):
            text = line.strip()
            if text and not text.startswith("#"):
                bare = without_comment(text)
                found[number] = frozenset({text, bare, bare.removesuffix(":")})
        return found

    def _statements_at(self, line: int) -> frozenset[str]:
        """The statements that start at `line` in normal form."""
        known = self._quotable.get(line)
        if known is None:
            texts = {ast.unparse(node) for node in self.statements.get(line, ()) if not hasattr(node, "body")}
            known = self._quotable[line] = frozenset(texts)
        return known

    def returns(self, line: int) -> list[ast.expr]:
        """What the `return` statements that start on `line` return."""
        nodes = [node for node in self.statements.get(line, ()) if isinstance(node, ast.Return)]
        return [node.value for node in nodes if node.value is not None]

    @cached_property
    def parallel_lines(self) -> frozenset[int]:
        """Lines of assignments to several places at once: `a, b = b, a % b`."""
        nodes = [node for node in self.nodes if isinstance(node, ast.Assign)]
        return frozenset(node.lineno for node in nodes if isinstance(node.targets[0], (ast.Tuple, ast.List)))

    def tests_compared(self, line: int) -> list[tuple[ast.Compare, str, str]]:
        """The comparisons of two in the tests of the statements that start on `line`, with their sides as written."""
        known = self._tests_compared.get(line)
        if known is None:
            known = self._tests_compared[line] = []
            for node in self.statements.get(line, ()):
                tests = [node.test] if isinstance(node, (ast.If, ast.While, ast.Assert)) else []
                tests += [part.test for part in self.expressions(node) if isinstance(part, ast.IfExp)]
                for part in [part for test in tests for part in ast.walk(test)]:
                    if isinstance(part, ast.Compare):  # of `0 <= n < 5` both links
                        for sign, (left, right) in zip(part.ops, pairwise([part.left, *part.comparators]), strict=True):
                            known.append((ast.Compare(left, [sign], [right]), written(left), written(right)))
        return known

    def written_at(self, line: int) -> frozenset[str]:
        """All expressions of the statements that start on `line`, as Python would write them."""
        known = self._parts.get(line)
        if known is None:
            nodes = [*self.expressions_at(line), *self.augmented_at(line)]
            known = self._parts[line] = frozenset(map(written, nodes))
        return known

    def certain_at(self, line: int) -> frozenset[str]:
        """The expressions that every run of the statements on `line` evaluates: not those that a choice, `and`,
        `or` or a comprehension may pass over."""
        known = self._certain.get(line)
        if known is None:
            found: set[str] = set()
            for statement in self.statements.get(line, ()):
                for name, value in ast.iter_fields(statement):
                    if name not in _FIELDS_OF_BODIES or isinstance(value, ast.expr):
                        for node in value if isinstance(value, list) else [value]:
                            if isinstance(node, ast.AST):
                                collect_certain(node, found)
            found.update(written(node) for node in self.augmented_at(line))
            known = self._certain[line] = frozenset(found)
        return known

    @staticmethod
    def expressions(statement: ast.stmt) -> list[ast.expr]:
        """All expressions of a statement, of a compound one those of its header; remembered on the node."""
        known: list[ast.expr] | None = getattr(statement, "_expressions", None)
        if known is not None:
            return known
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
        statement._expressions = found  # type: ignore[attr-defined]  # nodes take attributes; this one is ours
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
        if known is None:
            known = self._targets[line] = self.targets_of(self.statements.get(line, []))
        return known

    def targets_of(self, statements: list[ast.stmt]) -> frozenset[str]:
        """The same for some statements."""
        found: set[str] = set()
        for node in [part for statement in statements for part in self.expressions(statement)]:
            if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
                inner: ast.AST = node
                while isinstance(inner, (ast.Attribute, ast.Subscript, ast.Starred)):
                    inner = inner.value
                if isinstance(inner, ast.Name):
                    found.add(inner.id)
        return frozenset(found)

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


@lru_cache(maxsize=4096)
def without_comment(text: str) -> str:
    """A line of code without its comment; as it stands where Python cannot read it."""
    if "#" not in text:
        return text
    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                return text[: token.start[1]].rstrip()
    return text
