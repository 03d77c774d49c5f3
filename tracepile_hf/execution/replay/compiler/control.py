"""Branches, loops, `try` and `with` -> replay code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile

from tracepile_hf.execution.record.rules import ordered_by_form
from tracepile_hf.execution.replay.compiler.emitter import ALWAYS, Unsupported
from tracepile_hf.execution.replay.compiler.scopes import (
    private,
    target_names,
)
from tracepile_hf.execution.replay.compiler.sources import text_of
from tracepile_hf.execution.replay.compiler.statements import Statements
from tracepile_hf.execution.replay.state.steps import Site


class Control(Statements):
    """The part of the compiler that knows what runs conditionally, repeatedly, or at the end."""

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
        self.leaving.append("")
        self.body(node.body)
        self.leaving.pop()
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
        self.leave_blocks(self._left_by_jump())
        self.emit("break")

    def _Continue(self, node: ast.Continue) -> None:
        self.begin(node)
        self.end()
        self.leave_blocks(self._left_by_jump())
        self.emit("continue")

    def _left_by_jump(self) -> list[str]:
        """The flags of the `with` blocks inside of the innermost loop."""
        return list(takewhile(bool, reversed(self.leaving)))

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
                self.mark(node.finalbody[0].lineno)
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
                self._caught(handler, caught)
                self.body(handler.body)
                return
            self.bind(handler.name, caught)
            with self.block("try:"):
                self._caught(handler, caught)
                self.body(handler.body)
            with self.block("finally:"):
                where, scope = self.resolve(private(handler.name, self.scopes))
                if where == "class":
                    self.emit(f"{p}C.pop({handler.name!r}, None)")
                else:
                    self.emit(f"{p}forget({p}F{scope.depth}, {private(handler.name, self.scopes)!r})")

    def _caught(self, handler: ast.ExceptHandler, caught: str) -> None:
        self.mark(handler.lineno)
        self.emit(f"{self.p}caught({caught})")

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
        """However a block is left, what its exit does is its header's doing, and told before what comes next."""
        if self.scopes[-1].kind == "class":
            self._with_items(node, node.items, "", "")
            return
        entered, flag = self.hold("False"), self.hold("False") if may_be_left(node.body) else ""
        with self.block("try:"):
            self.leaving += [flag] if flag else []
            self._with_items(node, node.items, entered, flag)
            self.leaving = self.leaving[: -1 if flag else None]
        with self.block("finally:"), self.block(f"if {entered}:"):
            self.emit(f"{self.frame}.iterations = {self.around[-1]}")
            self.emit(f"{self.p}exited({self.frame})")

    def _with_items(self, node: ast.With, items: list[ast.withitem], inside: str, flag: str) -> None:
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
            self.emit(f"{inside} = True" if inside else "pass")
            if len(items) > 1:
                self._with_items(node, items[1:], inside, flag)
            elif flag:
                with self.block("try:"):
                    self.body(node.body)
                with self.block("finally:"), self.block(f"if {flag}:"):
                    self.emit(
                        f"{p}exits({frame}, {p}s{site.number}, {self.around[-1]})" if site is not None else "pass"
                    )
            else:
                self.body(node.body)
            exits = f"{p}exits({frame}, {p}s{site.number}, {self.around[-1]})" if site is not None else "pass"
            if len(items) == 1:  # what comes now is the header's doing, not the last statement's
                self.emit(exits)
            self.indent -= 1
            with self.block(f"except {p}BaseException as {p}e:"):
                self.emit(f"{p}seen({frame}, {p}e)")
                if len(items) == 1:
                    self.emit(exits)
                self.emit("raise")
            self.indent += 1


def may_be_left(body: list[ast.stmt], in_loop: bool = False) -> bool:
    """Whether a `return` leaves a block, or (not of a loop in it) a `break` or `continue`."""
    for node in body:
        if isinstance(node, ast.Return) or (isinstance(node, (ast.Break, ast.Continue)) and not in_loop):
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        looping = isinstance(node, (ast.For, ast.AsyncFor, ast.While))
        blocks = [(getattr(node, "body", []), in_loop or looping), (getattr(node, "orelse", []), in_loop)]
        blocks += [(getattr(node, "finalbody", []), in_loop)]
        blocks += [(part.body, in_loop) for part in (*getattr(node, "handlers", []), *getattr(node, "cases", []))]
        if any(may_be_left(block, inside) for block, inside in blocks):
            return True
    return False
