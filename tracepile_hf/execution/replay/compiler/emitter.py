"""Lines of replay code, and names: where a name of the program lives, how it is read and bound.

Names live in dictionaries; nothing here can reach anything but values of the mirrored run. Operands worth telling are
left in the statement's dictionary under the number of their text.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tracepile_hf.execution.replay.compiler.scopes import (
    Scope,
    private,
)
from tracepile_hf.execution.replay.compiler.sources import text_of
from tracepile_hf.execution.replay.state.steps import Site

ALWAYS: Final = "if True:"  # the header of a block that always runs
# Builtins that the generated code has at hand where the program cannot have bound their names.
BUILTINS: Final = frozenset(
    {"abs", "all", "any", "bin", "bool", "chr", "dict", "divmod", "enumerate", "filter", "float", "frozenset", "hex",
     "input", "int", "isinstance", "iter", "len", "list", "map", "max", "min", "next", "ord", "pow", "print", "range",
     "repr", "reversed", "round", "set", "sorted", "str", "sum", "tuple", "type", "zip", "ValueError", "KeyError",
     "IndexError", "TypeError", "Exception", "StopIteration", "ZeroDivisionError", "RuntimeError"}
)  # fmt: skip
DEREFERENCED: Final = (ast.Name, ast.Attribute, ast.Subscript)


class Unsupported(Exception):
    """A construct that cannot be replayed: a reason of the closed list, what it is, and its line."""

    def __init__(self, reason: str, what: str = "", line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.what, self.line = reason, what, line


class Emitter:
    """The part of the compiler that writes lines and knows names. `p` is the prefix of every generated name."""

    def __init__(self, p: str) -> None:
        self.p = p
        self.lines: list[str] = []
        self.indent = 0
        self.scopes: list[Scope] = []
        self.site: Site | None = None
        self.sites: list[Site] = []
        self.temporaries = 0
        self.firsts: set[ast.Call | None] = set()  # calls of `iter` of which only the first element is seen
        self.written: set[ast.AST] = set()  # values that the recorded run wrote down
        self.texts: dict[str, int] = {}  # of operands and names told -> their numbers
        self.builtins: set[str] = set()  # those that the program cannot have rebound
        self.operators_run_code = False  # so that a statement may be split anywhere
        self.looked_at: set[int] = (
            set()
        )  # identities of `locals()`, `vars(x)` and `x.__dict__` that are read on the spot
        self.variables: dict[
            tuple[str, int], tuple[str, ...]
        ] = {}  # name and first line of a function -> its variables
        self.rebinds_all = False  # `from module import *`: any name may be bound

    # Writing lines

    def emit(self, line: str) -> None:
        self.lines.append("\t" * self.indent + line)

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        self.emit(header)
        self.indent += 1
        before, site = len(self.lines), self.site
        surely = set(site.surely) if site is not None and header != ALWAYS else None
        yield
        if len(self.lines) == before:
            self.emit("pass")
        if surely is not None and site is not None:
            site.surely = surely
        self.indent -= 1

    def fresh(self, kind: str = "") -> str:
        self.temporaries += 1
        return f"{self.p}{kind}{self.temporaries}"

    def hold(self, code: str) -> str:
        name = self.fresh()
        self.emit(f"{name} = {code}")
        return name

    def pairs(self, text: str) -> str:
        """The number under which the generated code knows the pairs of an expression."""
        return str(self.texts.setdefault(text, len(self.texts)))

    def operand(self, node: ast.expr) -> str:
        """The number of an expression that is about to be an operand of the statement; empty if it is one already."""
        site, text = self.site, text_of(node)
        assert site is not None
        if site.steady and text in site.surely and not self.operators_run_code:
            return ""
        site.repeats = site.repeats or text in site.texts
        site.texts.add(text)
        site.surely.add(text)
        return self.pairs(text)

    def note(self, node: ast.expr, code: str) -> str:
        """Hold a value and leave it among the statement's operands."""
        name = self.hold(code)
        number = self.operand(node) if self.site is not None else ""
        if number and isinstance(node, (ast.Compare, ast.BoolOp, ast.JoinedStr, ast.ListComp)):
            self.emit(f"{self.p}o{number}({self.p}O, {name})")
        elif number:
            p = self.p
            kept = f"({p}t := {p}type({name})) is {p}int or {p}t is {p}str"
            self.emit(f"{p}O.append({p}p{number}[{name}]) if {kept} else {p}o{number}({p}O, {name})")
        return name

    # Scopes

    @property
    def function(self) -> Scope:
        """The innermost function or the module."""
        return next(scope for scope in reversed(self.scopes) if scope.kind in ("function", "module"))

    @property
    def frame(self) -> str:
        return f"{self.p}F{self.function.depth}"

    def resolve(self, name: str) -> tuple[str, Scope]:
        """('native' | 'class' | 'own' | 'free' | 'global', scope) of a name used here."""
        innermost, crossed = True, False
        for scope in reversed(self.scopes):
            if scope.kind == "comprehension":
                if name in scope.native:
                    return "native", scope
                innermost = False
                continue
            if scope.kind == "class":
                if innermost and name not in scope.to_outer:
                    return ("global", self.scopes[0]) if name in scope.to_global else ("class", scope)
            elif scope.kind == "module" or name in scope.to_global:
                return "global", self.scopes[0]
            elif name in scope.bound:
                return ("free" if crossed else "own"), scope
            innermost = False
            crossed = crossed or scope.kind in ("function", "class")
        raise AssertionError("the module scope ends every chain")

    def load(self, raw: str) -> str:
        """Code that reads a name."""
        p, name = self.p, private(raw, self.scopes)
        where, scope = self.resolve(name)
        if raw == "__class__" and where == "global" and (cell := self.class_cell()):
            return cell
        if where == "native":
            return scope.native[name]
        if where == "own":
            return f"{p}L{scope.depth}[{name!r}]"
        if where == "free":
            return f"({p}L{scope.depth}[{name!r}] if {name!r} in {p}L{scope.depth} else {p}free({name!r}))"
        if where == "global" and self.is_builtin(name):
            return f"{p}B{name}"
        if where == "class":
            return f"{p}class_name({p}C, {self._outer_names(name)}, {name!r})"
        return f"{p}L0[{name!r}]"

    def class_cell(self) -> str:
        """The variable of the class whose method this is; empty outside of one."""
        for position in range(len(self.scopes) - 1, 0, -1):
            if self.scopes[position].kind == "function" and self.scopes[position - 1].kind == "class":
                return self.scopes[position - 1].cell
        return ""

    def is_builtin(self, name: str) -> bool:
        """Whether a global name can only be the builtin of that name."""
        known = name in BUILTINS and name not in self.scopes[0].bound and not self.rebinds_all
        if known:
            self.builtins.add(name)
        return known

    def _outer_names(self, name: str) -> str:
        """Where a class body looks next: the function around it that binds the name, else the globals."""
        for scope in reversed(self.scopes[:-1]):
            if scope.kind == "function" and name in scope.bound:
                return f"{self.p}L{scope.depth}"
        return f"{self.p}L0"

    def bind(self, raw: str, value: str) -> None:
        """Bind a name to a held value."""
        p, name = self.p, private(raw, self.scopes)
        where, scope = self.resolve(name)
        if where == "native":
            self.emit(f"{scope.native[name]} = {value}")
        elif where == "class":
            self.emit(f"{p}C[{name!r}] = {value}")
        else:
            self.emit(f"{p}bind({p}F{scope.depth}, {name!r}, {value})")

    def bind_walrus(self, name: str, value: str) -> None:
        """A walrus binds in the scope around the comprehensions it stands in."""
        kept = self.scopes
        while self.scopes[-1].kind == "comprehension":
            self.scopes = self.scopes[:-1]
        self.bind(name, value)
        self.scopes = kept
