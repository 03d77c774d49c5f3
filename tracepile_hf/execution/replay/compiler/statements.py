"""Simple statements of a program -> replay code, and the frame of every statement: how its step begins and ends."""

from __future__ import annotations

import ast
from collections.abc import Callable

from tracepile_hf.execution.record.rules import checked_names, ordered_by_form
from tracepile_hf.execution.replay.compiler.emitter import Unsupported
from tracepile_hf.execution.replay.compiler.expressions import Expressions
from tracepile_hf.execution.replay.compiler.scopes import (
    private,
)
from tracepile_hf.execution.replay.compiler.sources import text_of
from tracepile_hf.execution.replay.state.steps import Site


class Statements(Expressions):
    """The part of the compiler that knows simple statements."""

    def __init__(self, p: str) -> None:
        super().__init__(p)
        self.started: list[set[int]] = [set()]  # per function: lines that a statement has started on
        self.around: list[str] = ["()"]  # code of the iterations tuple here
        self.leaving: list[str] = []  # flags of the `with` blocks here that a jump may leave, and "" for each loop
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

    def leave_blocks(self, flags: list[str]) -> None:
        """Notes that a jump leaves `with` blocks: what their exits change is told by their headers' lines."""
        if flags:
            self.emit(" = ".join([*flags, "True"]))

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
            name = type(node).__name__
            raise Unsupported("async" if name.startswith("Async") else "construct", name, node.lineno)
        self.site = None
        try:
            compile_one(node)
        except Unsupported as refusal:
            refusal.line = refusal.line or node.lineno
            raise

    # Simple statements

    def _Expr(self, node: ast.Expr) -> None:
        self.begin(node)
        value = node.value
        if isinstance(value, ast.Call):
            called = self.callee(value)
            code = self.call(value, called)
            if value in self.written:
                code = self._compared(value, self.hold(code))
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
    reads_annotations = False  # whether something looks at the annotations of functions: `singledispatch` does
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
                self.emit(f"{self.p}import_all({self.p}F0, {node.module!r}, {self.p}mentioned)")
            elif node.module != "__future__":
                name = self.hold(f"{self.p}import_name({node.module!r}, {alias.name!r})")
                self.bind(alias.asname or alias.name, name)
        self.end()

    def _Return(self, node: ast.Return) -> None:
        self.begin(node)
        value = "None" if node.value is None else self.value(node.value)
        if node.value is not None and not isinstance(node.value, ast.Constant):
            self.emit(f"{self.p}check({value})")
        self.end()
        self.leave_blocks([flag for flag in self.leaving if flag])
        if self.returning[0]:
            self.emit(f"{self.frame}.value = {value}")
            self.emit(f"return {value}")
        else:
            self.emit(f"return {self.p}leave({self.frame}, {value})")


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
