"""A program -> the text of its replay: the same statements, every operation guarded, every step told.

The generated code is compiled once per program and run for each of its cases. Its names start with a prefix that the
program does not use; it has no builtins. See `expressions` for expressions, `state.steps` for what it calls.
"""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Final

from tracepile_hf.execution.record.rules import checked_names, ordered_by_form
from tracepile_hf.execution.replay.compiler.expressions import ALWAYS, Expressions, Unsupported
from tracepile_hf.execution.replay.compiler.scopes import (
    FUNCTIONS,
    Function,
    Scope,
    class_scope,
    function_scope,
    is_generator,
    module_scope,
    parameters,
    private,
    target_names,
)
from tracepile_hf.execution.replay.compiler.sources import text_of
from tracepile_hf.execution.replay.state.steps import Site

SOURCE_CAP: Final = 1 << 20


@dataclass(frozen=True)
class Replayable:
    """What a program was compiled to: code to run in an environment of guards, and what it expects there."""

    code: CodeType
    sites: tuple[Site, ...]
    texts: tuple[str, ...]  # of operands and names, in the order of their numbers
    builtins: tuple[str, ...]
    prefix: str
    text: str


class Statements(Expressions):
    """The half of the compiler that knows statements."""

    def __init__(self, p: str) -> None:
        super().__init__(p)
        self.started: list[set[int]] = [set()]  # per function: lines that a statement has started on
        self.around: list[str] = ["()"]  # code of the iterations tuple here
        self.returning: list[bool] = []  # whether leaving the function needs a `finally`

    # Frame of a statement

    def begin(self, node: ast.stmt | ast.Lambda, quiet: bool = False) -> None:
        """Start a statement: it becomes the frame's current one."""
        if self.scopes[-1].kind == "class":
            self.site = None
            return
        lines = self.started[-1]
        self.site = Site(len(self.sites), node.lineno, node.lineno not in lines, self._is_steady(node))
        lines.add(node.lineno)
        self.sites.append(self.site)
        p, frame = self.p, self.frame
        self.emit(f"{frame}.site = {p}s{self.site.number}; {frame}.operands = {p}O = []")

    def _is_steady(self, node: ast.stmt | ast.Lambda) -> bool:
        """Whether nothing that the statement itself evaluates can change a value before its end."""
        parts: list[ast.AST] = [node]
        while parts:
            part = parts.pop()
            if isinstance(part, ast.Call) and not self.is_harmless(part):
                return False
            if isinstance(part, (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await)):
                return False
            parts.extend(
                child for child in ast.iter_child_nodes(part) if not isinstance(child, (ast.stmt, ast.ExceptHandler))
            )
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.For) else []
        return _apart(targets)

    def end(self) -> None:
        """Finish a statement: its step is written."""
        if self.site is not None:
            self.emit(f"{self.p}end({self.frame})")
        self.site = None

    def body(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        compile_one: Callable[[ast.stmt], None] | None = getattr(self, "_" + type(node).__name__, None)
        if compile_one is None:
            raise Unsupported("async" if type(node).__name__.startswith("Async") else "construct")
        self.site = None
        compile_one(node)

    # Simple statements

    def _Expr(self, node: ast.Expr) -> None:
        self.begin(node)
        value = node.value
        if isinstance(value, ast.Call):
            called = self.callee(value)
            code = self.call(value, called)
            if self.site is None:
                self.emit(code)
            else:
                p, number = self.p, self.operand(value)
                self.emit(f"{p}discard({p}O, {p}o{number}, {called}, {code})")
        elif not isinstance(value, ast.Constant):
            self.value(value, not isinstance(value, (ast.Yield, ast.YieldFrom)))
        self.end()

    def _Pass(self, node: ast.Pass) -> None:
        self.begin(node)
        self.end()

    def _Assign(self, node: ast.Assign) -> None:
        self.begin(node)
        value = self.value(node.value)
        if any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets):
            guard = "plain" if ordered_by_form(node.value) else "unpacked"
            value = self.hold(f"{self.p}{guard}({value})")
        if len(node.targets) == 1 and self.stored(node.targets[0], value):
            return
        for target in node.targets:
            self.assign(target, value)
        self.checks(node)
        self.end()

    def stored(self, target: ast.expr, value: str) -> bool:
        """End a statement with the binding of one plain name of the frame's own, if that is what it binds."""
        if not isinstance(target, ast.Name) or self.site is None or not self._is_own(target.id):
            return False
        self.emit(f"{self.p}store({self.frame}, {self.p}p{self.pairs(private(target.id, self.scopes))}, {value})")
        self.site = None
        return True

    def _is_own(self, raw: str) -> bool:
        """Whether a name belongs to the frame that is running."""
        return self.resolve(private(raw, self.scopes))[1] is self.function

    def checks(self, node: ast.stmt) -> None:
        """Compare what was assigned with the journal."""
        for name in checked_names(node):
            self.emit(f"{self.p}check({self.load(name)})")

    def mark(self, number: int, kind: str = "mark") -> None:
        """Compare where the run is with the journal."""
        p = self.p
        if kind == "call":
            self.emit(f"if {p}type({p}m := {p}next()) is not {p}int or {p}m != {number}: {p}unanswered({p}m)")
        else:
            self.emit(f"if ({p}m := {p}next()) != {number}: {p}differs({p}m)")

    def _AnnAssign(self, node: ast.AnnAssign) -> None:
        self.begin(node)
        in_class = self.scopes[-1].kind == "class"
        if node.value is not None:
            self.assign(node.target, self.value(node.value))
            self.checks(node)
        if node.simple and self.scopes[-1].kind != "function":
            site, self.site = self.site, None
            annotation = self.annotation(node.annotation)
            if in_class and isinstance(node.target, ast.Name):
                self.emit(f"{self.p}annotate({self.p}C, {private(node.target.id, self.scopes)!r}, {annotation})")
            self.site = site
        if node.value is None:
            self.emit(f"{self.frame}.site = None") if self.site is not None else None
            self.site = None
            return
        self.end()

    def annotation(self, node: ast.expr) -> str:
        return repr(text_of(node)) if self.text_annotations else self.value(node)

    text_annotations = False
    generators_close = False

    def _AugAssign(self, node: ast.AugAssign) -> None:
        self.begin(node)
        p, target = self.p, node.target

        def changed(old: str) -> str:
            return self.hold(self.binary(node.op, old, self.value(node.value), node.value, True))

        if isinstance(target, ast.Name):
            value = changed(self.value(target))
            if self.stored(target, value):
                return
            self.bind(target.id, value)
        elif isinstance(target, ast.Attribute):
            base, name = self.base(target.value), private(target.attr, self.scopes)
            old = self.note(target, f"{p}attribute({base}, {name!r})")
            self.emit(f"{p}set_attribute({base}, {name!r}, {changed(old)})")
        else:
            base = self.base(target.value)
            index = self.index(target.slice)
            old = self.note(target, self.item(base, index))
            self.emit(f"{p}set_item({base}, {index}, {changed(old)})")
        self.checks(node)
        self.end()

    def assign(self, target: ast.expr, value: str) -> None:
        p = self.p
        if isinstance(target, ast.Name):
            self.bind(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target.elts, value)
        elif isinstance(target, ast.Attribute):
            self.emit(f"{p}set_attribute({self.base(target.value)}, {private(target.attr, self.scopes)!r}, {value})")
        elif isinstance(target, ast.Subscript):
            base = self.base(target.value)
            self.emit(f"{p}set_item({base}, {self.index(target.slice)}, {value})")
        else:
            raise Unsupported("construct")

    def _unpack(self, targets: list[ast.expr], value: str) -> None:
        if not targets:
            self.emit(f"[] = {self.p}plain({value})")
            return
        names = [self.fresh() for _ in targets]
        stars = ["*" if isinstance(target, ast.Starred) else "" for target in targets]
        inside = ", ".join(star + name for star, name in zip(stars, names, strict=True))
        self.emit(f"[{inside}] = {self.p}plain({value})")
        for target, name in zip(targets, names, strict=True):
            self.assign(target.value if isinstance(target, ast.Starred) else target, name)

    def _Delete(self, node: ast.Delete) -> None:
        self.begin(node)
        for target in node.targets:
            self._delete(target)
        self.end()

    def _delete(self, target: ast.expr) -> None:
        p = self.p
        if isinstance(target, ast.Name):
            name = private(target.id, self.scopes)
            where, scope = self.resolve(name)
            if where == "class":
                self.emit(f"del {p}C[{name!r}]")
            else:
                self.emit(f"{p}unbind({p}F{scope.depth}, {name!r})")
        elif isinstance(target, ast.Attribute):
            self.emit(f"{p}delete_attribute({self.base(target.value)}, {private(target.attr, self.scopes)!r})")
        elif isinstance(target, ast.Subscript):
            base = self.base(target.value)
            self.emit(f"{p}delete_item({base}, {self.index(target.slice)})")
        elif isinstance(target, (ast.Tuple, ast.List)):
            for part in target.elts:
                self._delete(part)

    def _Assert(self, node: ast.Assert) -> None:
        self.begin(node)
        result = self.test(node.test)
        with self.block(f"if not {result}:"):
            message = "" if node.msg is None else self.value(node.msg)
            self.emit(f"raise {self.p}AssertionError({message})")
        self.end()

    def _Raise(self, node: ast.Raise) -> None:
        self.begin(node)
        p = self.p
        self.emit(f"{self.frame}.raised = None")
        if node.exc is None:
            self.emit("raise")
        else:
            raised = self.value(node.exc)
            cause = "" if node.cause is None else f" from {p}raisable({self.value(node.cause)})"
            self.emit(f"raise {p}raisable({raised}){cause}")
        self.site = None

    def _Global(self, node: ast.Global) -> None:
        pass

    _Nonlocal = _Global

    def _Import(self, node: ast.Import) -> None:
        self.begin(node)
        for alias in node.names:
            module = self.hold(f"{self.p}module({alias.name!r}, {alias.asname is not None})")
            self.bind(alias.asname or alias.name.partition(".")[0], module)
        self.end()

    def _ImportFrom(self, node: ast.ImportFrom) -> None:
        self.begin(node)
        if node.level:
            raise Unsupported("module")
        for alias in node.names:
            if alias.name == "*":
                self.emit(f"{self.p}import_all({self.p}F0, {node.module!r})")
            elif node.module != "__future__":
                name = self.hold(f"{self.p}import_name({node.module!r}, {alias.name!r})")
                self.bind(alias.asname or alias.name, name)
        self.end()

    # Branches and loops

    def _If(self, node: ast.If) -> None:
        chain: list[ast.If] = [node]
        while len(chain[-1].orelse) == 1 and isinstance(chain[-1].orelse[0], ast.If):
            chain.append(chain[-1].orelse[0])
        if len(chain) == 1:
            with self._branch(node):
                self.mark(node.lineno)
                self.body(node.body)
            if node.orelse:
                with self.block("else:"):
                    self.mark(-node.lineno)
                    self.body(node.orelse)
            return
        chosen = self.hold("-1")  # flat, since Python allows 100 levels of indentation only
        for position, link in enumerate(chain):
            with self.block(f"if {chosen} < 0:" if position else ALWAYS):
                with self._branch(link):
                    self.emit(f"{chosen} = {position}")
                if link.orelse:
                    with self.block("else:"):
                        self.mark(-link.lineno)
        for position, link in enumerate(chain):
            with self.block(f"{'elif' if position else 'if'} {chosen} == {position}:"):
                self.mark(link.lineno)
                self.body(link.body)
        if chain[-1].orelse:
            with self.block("else:"):
                self.body(chain[-1].orelse)

    def _branch(self, node: ast.If):  # type: ignore[no-untyped-def]  # a context manager of Expressions.block
        self.begin(node)
        result = self.test(node.test)
        self.end()
        return self.block(f"if {result}:")

    def _iteration(self, line: int, count: str) -> str:
        outer = self.around[-1]
        return f"({'' if outer == '()' else '*' + outer + ', '}({line}, {count}),)"

    def _While(self, node: ast.While) -> None:
        p, frame = self.p, self.frame
        told = self.scopes[-1].kind != "class"
        count, ended, here = self.hold("0"), self.hold("False"), self.fresh("it")
        outer = self.around[-1]
        with self.block("while True:"):
            if told:
                self.emit(f"{frame}.iterations = {here} = {self._iteration(node.lineno, f'{count} + 1')}")
            self.begin(node)
            result = self.test(node.test)
            with self.block(f"if not {result}:"):
                if told:
                    self.emit(f"{frame}.iterations = {self._iteration(node.lineno, count)}")
                self.emit(f"{p}end({frame})" if told else "pass")
                self.emit(f"{ended} = True")
                self.emit("break")
            self.emit(f"{count} += 1")
            self.end()
            self.mark(node.lineno)
            self._loop_body(node, here)
        self._after_loop(told, outer)
        if node.orelse:
            with self.block(f"if {ended}:"):
                self.body(node.orelse)

    def _loop_body(self, node: ast.While | ast.For, here: str) -> None:
        self.around.append(here)
        self.body(node.body)
        self.around.pop()

    def _after_loop(self, told: bool, outer: str) -> None:
        if told:
            self.emit(f"{self.frame}.iterations = {outer}")

    def _For(self, node: ast.For) -> None:
        p, frame = self.p, self.frame
        told = self.scopes[-1].kind != "class"
        outer, count, here = self.around[-1], self.fresh(), self.fresh("it")
        self.begin(node)
        site = self.site
        if told:
            self.emit(f"{frame}.iterations = {self._iteration(node.lineno, '1')}")
        iterated = self.value(node.iter)
        taken = f"{p}each({iterated})" if site is None else self._taken(f"{p}each({iterated})", site, node.lineno)
        iterable = self.hold(taken)
        self.emit(f"{count} = 0")
        item = self.fresh()
        header = f"for {text_of(node.target)} in {text_of(node.iter)}"
        with (
            self._closed_after(node, iterable, iterated),
            self._ending(node, site, count, header),
            self.block(f"for {item} in {iterable}:"),
        ):
            self.emit(f"{count} += 1")
            if not self._turn(node, site, item, header, here, self._iteration(node.lineno, count)):
                if told:
                    self.emit(f"{frame}.iterations = {here} = {self._iteration(node.lineno, count)}")
                self._header(node, site, item, header)
            self._loop_body(node, here)
        self._after_loop(told, outer)

    def _turn(self, node: ast.For, site: Site | None, item: str, header: str, here: str, iterations: str) -> bool:
        """The header's step all at once, if the loop is over one plain name of the frame's own."""
        target = node.target
        if site is None or not isinstance(target, ast.Name) or not self._is_own(target.id):
            return False
        p, pairs = self.p, self.pairs(private(target.id, self.scopes))
        number = f"{site.number}_{site.test(header)}"
        self.emit(f"{here} = {p}turn({self.frame}, {p}s{site.number}, {p}p{pairs}, {item}, {p}y{number}, {iterations})")
        return True

    def _header(self, node: ast.For, site: Site | None, item: str, header: str) -> None:
        """The step of one more item."""
        p, frame = self.p, self.frame
        self.site = site
        if site is not None:
            self._header_again(site)
            self.emit(f"{frame}.tests += {p}y{site.number}_{site.test(header)}")
            for name in [private(raw, self.scopes) for raw in target_names(node.target)]:
                self.emit(f"{p}F{self.resolve(name)[1].depth}.reported.pop({name!r}, None)")
        self.assign(node.target, item)
        if isinstance(node.target, ast.Name):
            self.emit(f"{p}check({item})")
        else:
            self.mark(node.lineno)
        self.end()

    @contextmanager
    def _ending(self, node: ast.For, site: Site | None, count: str, header: str) -> Iterator[None]:
        """The step that says that there are no more items, and what comes in `else`."""
        p, frame = self.p, self.frame
        yield
        with self.block("else:"):
            if site is not None:
                self._header_again(site)
                self.emit(f"{frame}.iterations = {self._iteration(node.lineno, count)}")
                self.emit(f"{frame}.tests += {p}n{site.number}_{site.test(header)}")
                self.emit(f"{p}end({frame})")
                self.emit(f"{frame}.iterations = {self.around[-1]}")
            self.body(node.orelse)

    @contextmanager
    def _closed_after(self, node: ast.For, *variables: str) -> Iterator[None]:
        """A generator that nobody else holds ends when the loop is left, however it is left: its `finally` runs then.

        What is raised inside is told before. CPython allows 20 blocks inside one another, so this is for programs only
        whose generators have something to do when they are closed.
        """
        if not self.generators_close or ordered_by_form(node.iter):
            yield
            return
        p, gone = self.p, " = ".join((*variables, "None"))
        with self.block("try:"):
            with self.block("try:"):
                yield
            with self.block(f"except {p}BaseException as {p}e:"):
                self.emit(f"{p}seen({self.frame}, {p}e)")
                self.emit("raise")
        with self.block("finally:"):
            self.emit(gone)

    def _header_again(self, site: Site) -> None:
        p, frame = self.p, self.frame
        with self.block(f"if {frame}.site is not {p}s{site.number}:"):
            self.emit(f"{frame}.site = {p}s{site.number}; {frame}.operands = []")
        self.emit(f"{p}O = {frame}.operands")
        site.surely = set()

    def _taken(self, iterable: str, site: Site, line: int) -> str:
        """What the loop iterates: while the next item is made, the header is the current statement once more."""
        return f"{self.p}items({iterable}, {self.frame}, {self.p}s{site.number}, {self.around[-1]})"

    def _Break(self, node: ast.Break) -> None:
        self.begin(node)
        self.end()
        self.emit("break")

    def _Continue(self, node: ast.Continue) -> None:
        self.begin(node)
        self.end()
        self.emit("continue")

    # Exceptions

    def _Try(self, node: ast.Try) -> None:
        """`try` itself is no step. What is raised inside is told before any handler sees it."""
        p, frame = self.p, self.frame
        star = type(node).__name__ == "TryStar"
        with self.block("try:"):
            with self.block("try:"):
                self.body(node.body)
            with self.block(f"except {p}BaseException as {p}e:"):
                self.emit(f"{p}seen({frame}, {p}e)")
                self.emit("raise")
        for handler in node.handlers:
            self._handler(handler, star)
        if node.orelse:
            with self.block("else:"):
                self.body(node.orelse)
        if node.finalbody:
            with self.block("finally:"):
                self.emit(f"{frame}.iterations = {self.around[-1]}")
                kept = self.hold(f"{frame}.value")
                self.body(node.finalbody)
                self.emit(f"{frame}.value = {kept}")

    _TryStar = _Try

    def _handler(self, handler: ast.ExceptHandler, star: bool) -> None:
        p, frame = self.p, self.frame
        caught = self.fresh("x")
        if handler.type is None:
            types = f"{p}Exceptions"
        else:
            types = f"{p}catchable({self._inline(handler.type)})"
        with self.block(f"except{'*' if star else ''} {types} as {caught}:"):
            self.emit(f"{p}handle({frame}, {caught}, {self.around[-1]})")
            if handler.name is None:
                self.mark(handler.lineno)
                self.body(handler.body)
                return
            self.bind(handler.name, caught)
            with self.block("try:"):
                self.mark(handler.lineno)
                self.body(handler.body)
            with self.block("finally:"):
                where, scope = self.resolve(private(handler.name, self.scopes))
                if where == "class":
                    self.emit(f"{p}C.pop({handler.name!r}, None)")
                else:
                    self.emit(f"{p}forget({p}F{scope.depth}, {private(handler.name, self.scopes)!r})")

    def _inline(self, node: ast.expr) -> str:
        """The types of an `except` clause, as one expression: they are evaluated only when an exception comes."""
        if isinstance(node, ast.Name):
            return self.load(node.id)
        if isinstance(node, ast.Attribute):
            return f"{self.p}attribute({self._inline(node.value)}, {private(node.attr, self.scopes)!r})"
        if isinstance(node, (ast.Tuple, ast.List)):
            return f"({''.join(self._inline(part) + ', ' for part in node.elts)})"
        raise Unsupported("construct")

    def _With(self, node: ast.With) -> None:
        self._with_items(node, node.items, True)

    def _with_items(self, node: ast.With, items: list[ast.withitem], first: bool) -> None:
        p, frame = self.p, self.frame
        self.begin(node)
        item = items[0]
        manager = self.hold(f"{p}manager({self.value(item.context_expr)})")
        entered, site = self.fresh(), self.site
        with self.block(f"with {manager} as {entered}:"), self.block("try:"):
            self.site = site
            if item.optional_vars is not None:
                self.assign(item.optional_vars, entered)
            self.end()
            if len(items) > 1:
                self._with_items(node, items[1:], False)
            else:
                self.body(node.body)
            self.indent -= 1
            with self.block(f"except {p}BaseException as {p}e:"):
                self.emit(f"{p}seen({frame}, {p}e)")
                self.emit("raise")
            self.indent += 1
        self.emit(f"{frame}.iterations = {self.around[-1]}")

    # Match

    def _Match(self, node: ast.Match) -> None:
        p = self.p
        self.begin(node)
        site = self.site
        subject = self.hold(f"{p}subject({self.value(node.subject)})")
        chosen = self.hold("-1")
        for position, case in enumerate(node.cases):
            with self.block(f"if {chosen} < 0:"):
                self.site = site
                self._case(case, subject, chosen, position)
        self.site = site
        self.end()
        for position, case in enumerate(node.cases):
            with self.block(f"{'elif' if position else 'if'} {chosen} == {position}:"):
                self.mark(case.pattern.lineno)
                self.body(case.body)

    def _case(self, case: ast.match_case, subject: str, chosen: str, position: int) -> None:
        matched = self.hold("False")
        captured: list[tuple[str, str]] = []
        pattern = self._pattern(case.pattern, captured)
        with self.block(f"match {subject}:"), self.block(f"case {pattern}:"):
            self.emit(f"{matched} = True")
        with self.block(f"if {matched}:"):
            for name, variable in captured:
                self.bind(name, f"{self.p}captured({variable})")
            if case.guard is not None:
                self.emit(f"{matched} = {self.test(case.guard)}")
        with self.block(f"if {matched}:"):
            self.emit(f"{chosen} = {position}")
        guard = "" if case.guard is None else f" if {text_of(case.guard)}"
        self.decided(f"case {text_of(case.pattern)}{guard}", matched)

    def _pattern(self, node: ast.pattern, captured: list[tuple[str, str]]) -> str:
        def capture(name: str) -> str:
            captured.append((name, self.fresh("m")))
            return captured[-1][1]

        if isinstance(node, ast.MatchValue):
            return self._pattern_value(node.value)
        if isinstance(node, ast.MatchSingleton):
            return repr(node.value)
        if isinstance(node, ast.MatchSequence):
            return "[" + ", ".join(self._pattern(part, captured) for part in node.patterns) + "]"
        if isinstance(node, ast.MatchStar):
            return "*" + (capture(node.name) if node.name else "_")
        if isinstance(node, ast.MatchMapping):
            parts = [
                f"{self._pattern_value(key)}: {self._pattern(part, captured)}"
                for key, part in zip(node.keys, node.patterns, strict=True)
            ]
            parts += [f"**{capture(node.rest)}"] if node.rest else []
            return "{" + ", ".join(parts) + "}"
        if isinstance(node, ast.MatchClass):
            return self._pattern_class(node, captured)
        if isinstance(node, ast.MatchOr):
            return self._pattern_or(node, captured)
        assert isinstance(node, ast.MatchAs)
        if node.pattern is None:
            return capture(node.name) if node.name else "_"
        inner = self._pattern(node.pattern, captured)
        return f"({inner} as {capture(node.name or '_')})"

    def _pattern_or(self, node: ast.MatchOr, captured: list[tuple[str, str]]) -> str:
        """Alternatives bind the same names: they must bind the same variables."""
        start = len(captured)
        parts = [self._pattern(node.patterns[0], captured)]
        first = dict(captured[start:])
        for other in node.patterns[1:]:
            mine: list[tuple[str, str]] = []
            text = self._pattern(other, mine)
            for name, variable in mine:
                text = _replace_word(text, variable, first[name])
            parts.append(text)
        return "(" + " | ".join(parts) + ")"

    def _pattern_value(self, node: ast.expr) -> str:
        if isinstance(node, ast.Attribute):  # a dotted name: held, then looked up through a box
            held = self.value(node, False)
            return f"{self.hold(f'{self.p}Box({held})')}.value"
        return text_of(node)

    def _pattern_class(self, node: ast.MatchClass, captured: list[tuple[str, str]]) -> str:
        if any(name.startswith("_") for name in node.kwd_attrs):
            raise Unsupported("private_attribute")
        held = self.hold(f"{self.p}Box({self.p}pattern_class({self.value(node.cls, False)}))")
        parts = [self._pattern(part, captured) for part in node.patterns]
        parts += [
            f"{name}={self._pattern(part, captured)}"
            for name, part in zip(node.kwd_attrs, node.kwd_patterns, strict=True)
        ]
        return f"{held}.value({', '.join(parts)})"

    # Functions and classes

    def _FunctionDef(self, node: ast.FunctionDef) -> None:
        self.begin(node)
        decorators = [self.hold(f"{self.p}callable({self.value(decorator)})") for decorator in node.decorator_list]
        made = self.make_function(node)
        for decorator in reversed(decorators):
            made = self.hold(f"{decorator}({made})")
        self.bind(node.name, made)
        self.end()

    def make_function(self, node: Function) -> str:
        """Emit a function; the variable that holds it."""
        p = self.p
        name = private(node.name, self.scopes) if isinstance(node, ast.FunctionDef) else "<lambda>"
        site = self.site
        signature = self._signature(node.args)
        self.site = None
        variable = self.fresh("f")
        outer = self.function
        prefix = self.scopes[-1].qualifier
        scope = function_scope(node, outer.depth + 1, f"{prefix}{name}.<locals>.")
        for argument in (*parameters(node.args), getattr(node, "returns", None)):
            annotation = argument.annotation if isinstance(argument, ast.arg) else argument
            if annotation is not None and not self.text_annotations:
                self.value(annotation)
        with self.block(f"def {variable}({signature}):"):
            self._function_body(node, scope, f"{prefix}{name}")
        self.site = site
        documentation = None if isinstance(node, ast.Lambda) else ast.get_docstring(node, clean=False)
        self.emit(f"{p}named({variable}, {name!r}, {prefix + name!r}, {documentation!r})")
        return variable

    def _signature(self, arguments: ast.arguments) -> str:
        parts: list[str] = []
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [self.value(default) for default in arguments.defaults]
        for position, argument in enumerate(positional):
            text = argument.arg
            if position >= len(positional) - len(defaults):
                text += f"={defaults[position - len(positional) + len(defaults)]}"
            parts.append(text)
            if arguments.posonlyargs and position == len(arguments.posonlyargs) - 1:
                parts.append("/")
        if arguments.vararg:
            parts.append(f"*{arguments.vararg.arg}")
        elif arguments.kwonlyargs:
            parts.append("*")
        for argument, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            parts.append(argument.arg if keyword_default is None else f"{argument.arg}={self.value(keyword_default)}")
        if arguments.kwarg:
            parts.append(f"**{arguments.kwarg.arg}")
        return ", ".join(parts)

    def _function_body(self, node: Function, scope: Scope, qualified: str) -> None:
        p, outer = self.p, f"{self.p}F{self.function.depth}"
        self.scopes.append(scope)
        kept = self.started, self.around, self.returning
        self.started, self.around, self.returning = [set()], ["()"], [_needs_exit(node, self.generators_close)]
        frame, names = self.frame, f"{p}L{scope.depth}"
        pairs = "".join(f"{p}p{self.pairs(private(a.arg, self.scopes))}, " for a in parameters(node.args))
        values = "".join(f"{a.arg}, " for a in parameters(node.args))
        self.mark(node.lineno, "call")
        self.emit(f"{frame} = {p}enter({outer}, {qualified!r}, {node.lineno}, ({pairs}), ({values}))")
        self.emit(f"{names} = {frame}.names")
        with self.block("try:"):
            if isinstance(node, ast.Lambda):
                self._lambda_body(node)
            else:
                self.body(_without_docstring(node.body))
                self.emit(f"{frame}.value = None")
                if not self.returning[0]:
                    self.emit(f"return {p}leave({frame}, None)")
            if is_generator(node):
                self.emit("if False: yield")
        with self.block(f"except {p}BaseException as {p}e:"):
            self.emit(f"{p}unwind({frame}, {p}e)")
            self.emit("raise")
        if self.returning[0]:
            with self.block("finally:"):
                self.emit(f"{p}leave_if_open({frame})")
        self.started, self.around, self.returning = kept
        self.scopes.pop()

    def _lambda_body(self, node: ast.Lambda) -> None:
        self.begin(node)
        value = self.value(node.body)
        self.end()
        self.emit(f"return {self.p}leave({self.frame}, {value})")

    def _Return(self, node: ast.Return) -> None:
        self.begin(node)
        value = "None" if node.value is None else self.value(node.value)
        if node.value is not None and not isinstance(node.value, ast.Constant):
            self.emit(f"{self.p}check({value})")
        self.end()
        if self.returning[0]:
            self.emit(f"{self.frame}.value = {value}")
            self.emit(f"return {value}")
        else:
            self.emit(f"return {self.p}leave({self.frame}, {value})")

    def _ClassDef(self, node: ast.ClassDef) -> None:
        p = self.p
        self.begin(node)
        decorators = [self.hold(f"{p}callable({self.value(decorator)})") for decorator in node.decorator_list]
        bases = self.values(node.bases)
        keywords = ", ".join(
            f"{keyword.arg!r}: {self.value(keyword.value)}" for keyword in node.keywords if keyword.arg
        )
        if any(keyword.arg is None for keyword in node.keywords):
            raise Unsupported("construct")
        site, self.site = self.site, None
        scope = class_scope(node, self.function.depth, f"{self.scopes[-1].qualifier}{node.name}.")
        scope.cell = self.fresh("K")
        maker = self.fresh("k")
        name = private(node.name, self.scopes)
        with self.block(f"def {maker}({p}bases, {p}keywords):"):
            self.emit(f"{p}C = {p}class_names({name!r}, {p}bases, {p}keywords, {scope.qualifier[:-1]!r})")
            documentation = ast.get_docstring(node, clean=False)
            if documentation is not None:
                self.emit(f"{p}C['__doc__'] = {documentation!r}")
            self.scopes.append(scope)
            self.body(_without_docstring(node.body))
            self.scopes.pop()
            self.emit(f"{scope.cell} = {p}make_class({name!r}, {p}bases, {p}C, {p}keywords)")
            self.emit(f"return {scope.cell}")
        made = self.hold(f"{maker}(({bases}{',' if bases else ''}), {{{keywords}}})")
        for decorator in reversed(decorators):
            made = self.hold(f"{decorator}({made})")
        self.site = site
        self.bind(node.name, made)
        if site is not None:
            self.emit(f"{p}class_places({self.frame}, {name!r}, {made})")
        self.end()


def _apart(targets: list[ast.expr]) -> bool:
    """Whether no target can read what one before it has written."""
    parts = [
        part for target in targets for part in (target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target])
    ]
    bound: set[str] = set()
    for position, part in enumerate(parts):
        read = [node for node in ast.walk(part) if isinstance(getattr(node, "ctx", None), ast.Load)]
        if any(isinstance(node, ast.Name) and node.id in bound for node in read):
            return False
        indices = ast.walk(part.slice) if isinstance(part, ast.Subscript) else ()
        if position and any(isinstance(node, (ast.Subscript, ast.Attribute)) for node in indices):
            return False
        bound.update(node.id for node in ast.walk(part) if isinstance(node, ast.Name) and node not in read)
    return True


def _needs_exit(node: Function, generators_close: bool) -> bool:
    """Whether leaving needs a `finally` of its own: something may run between `return` and the end."""
    if isinstance(node, ast.Lambda):
        return False
    kinds = ("Try", "TryStar", "With", "For") if generators_close else ("Try", "TryStar", "With")
    return any(type(part).__name__ in kinds for part in _own_nodes(node))


def _is_plain(node: ast.ClassDef) -> bool:
    """Whether neither operators nor attributes of a class's objects run code of the program."""
    defined = [part for part in node.body if isinstance(part, ast.FunctionDef)]
    named = {name.id for part in node.body for name in ast.walk(part) if isinstance(name, ast.Name)}
    special = {name for name in named | {part.name for part in defined} if name.startswith("__")}
    decorated = node.decorator_list or any(part.decorator_list for part in defined)
    return special <= {"__init__", "__slots__"} and not decorated


def _generators_close(nodes: list[ast.AST]) -> bool:
    """Whether closing a generator of the program may run code of it."""
    return any(isinstance(node, ast.FunctionDef) and is_generator(node) and _needs_exit(node, False) for node in nodes)


def _own_nodes(node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    stack = list(ast.iter_child_nodes(node))
    while stack:
        part = stack.pop()
        found.append(part)
        if not isinstance(part, (*FUNCTIONS, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(part))
    return found


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body


def _replace_word(text: str, old: str, new: str) -> str:
    return (
        text.replace(old + ",", new + ",")
        .replace(old + ")", new + ")")
        .replace(old + "]", new + "]")
        .replace(old + "}", new + "}")
    )


@lru_cache(maxsize=256)
def compile_program(code: str) -> Replayable:
    """Compile a program for replay. Raises SyntaxError as Python does, Unsupported with a reason."""
    if len(code) > SOURCE_CAP:
        raise Unsupported("source_too_long")
    tree = ast.parse(code)
    prefix, names = "q_", code if code.isascii() else unicodedata.normalize("NFKC", code)
    while prefix in names:
        prefix = f"q{prefix}"
    writer = Statements(prefix)
    writer.text_annotations = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(a.name == "annotations" for a in node.names)
        for node in tree.body
    )
    nodes = list(ast.walk(tree))
    writer.generators_close = _generators_close(nodes)
    writer.operators_run_code = any(isinstance(node, ast.ClassDef) and not _is_plain(node) for node in nodes)
    writer.rebinds_all = any(
        isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names) for node in nodes
    )
    writer.scopes.append(module_scope(tree))
    with writer.block(f"def {prefix}main():"):
        with writer.block("try:"):
            writer.body(_without_docstring(tree.body) if tree.body else [])
        with writer.block(f"except {prefix}BaseException as {prefix}e:"):
            writer.emit(f"{prefix}seen({prefix}F0, {prefix}e)")
            writer.emit("raise")
    text = "\n".join(writer.lines) + "\n"
    code_object = compile(text, "<replay>", "exec")
    return Replayable(
        code_object, tuple(writer.sites), tuple(writer.texts), tuple(sorted(writer.builtins)), prefix, text
    )
