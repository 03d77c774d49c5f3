"""Expressions of a program -> text of replay code, one operation a line.

Every value gets a temporary of its own, so that the order of evaluation is the program's. Each operation goes through a
guard (`guards`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from tracepile_hf.execution.record.rules import first_reader, ordered_by_form, reads
from tracepile_hf.execution.replay.compiler.emitter import ALWAYS, DEREFERENCED, Emitter, Unsupported
from tracepile_hf.execution.replay.compiler.operators import (
    COMPARISONS,
    HARMLESS,
    LEAST,
    NATIVE,
    OPERATORS,
    SIGNS,
    SMALL,
)
from tracepile_hf.execution.replay.compiler.own_variables import code_of
from tracepile_hf.execution.replay.compiler.scopes import (
    COMPREHENSIONS,
    Comprehension,
    Scope,
    is_generator,
    private,
    target_names,
)


class Expressions(Emitter):
    """The part of the compiler that knows expressions."""

    # Expressions

    def value(self, node: ast.expr, note: bool = True) -> str:
        """Emit the evaluation of an expression; the text of its value: a temporary or a constant."""
        compile_one: Callable[[ast.expr, bool], str] | None = getattr(self, "_" + type(node).__name__, None)
        if compile_one is None:
            raise Unsupported("construct", type(node).__name__, node.lineno)
        try:
            return compile_one(node, note)
        except Unsupported as refusal:
            refusal.line = refusal.line or node.lineno
            raise

    def values(
        self, nodes: Sequence[ast.expr], each: Callable[[ast.expr, str], str] | None = None, written: bool = False
    ) -> str:
        """The inside of a display or call: values, with stars. `each` may wrap a value; `written`: they become text."""
        parts = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                held = self.hold(f"{self.p}texts({self.value(node.value)})") if written else self.ordered(node.value)
                if len(nodes) > 1:  # read here and now: what comes after is evaluated later
                    held = self.hold(f"[*{held}]")
                parts.append(f"*{held}")
            else:
                value = self.value(node)
                parts.append(each(node, value) if each is not None else value)
        return ", ".join(parts)

    def ordered(self, node: ast.expr) -> str:
        """A value about to be iterated."""
        guard = "plain" if ordered_by_form(node) else "each"
        return self.hold(f"{self.p}{guard}({self.value(node)})")

    def base(self, node: ast.expr) -> str:
        """A value that is only dereferenced: names and paths are not operands of their own then."""
        return self.value(node, not isinstance(node, DEREFERENCED))

    def _Constant(self, node: ast.Constant, note: bool) -> str:
        value = node.value
        if value is Ellipsis:
            return "..."
        if isinstance(value, (float, complex)):
            return f"({value!r})".replace("inf", "1e309").replace("nan", "(1e309-1e309)")
        return repr(value) if not isinstance(value, int) or value >= 0 else f"({value!r})"

    def _Name(self, node: ast.Name, note: bool) -> str:
        code = self.load(node.id)
        return self.note(node, code) if note and self.site is not None else self.hold(code)

    def _Attribute(self, node: ast.Attribute, note: bool) -> str:
        base, name = self.base(node.value), private(node.attr, self.scopes)
        if name == "__dict__" and id(node) in self.looked_at:
            code = f"{self.p}variables({base})"
            return self._compared(node, self.note(node, code) if note else self.hold(code))
        code = f"{self.p}attribute({base}, {name!r})"
        if not name.startswith("__") and not isinstance(node.value, ast.Constant):
            code = f"{base}.{name} if {self.p}type({base}) in {self.p}plain_classes else {code}"
        return self._compared(node, self.note(node, code) if note else self.hold(code))

    def _compared(self, node: ast.expr, held: str) -> str:
        """A held value, compared with what the recorded run wrote down if it wrote it."""
        if node in self.written:
            self.emit(f"{self.p}check({held})")
        return held

    def _Subscript(self, node: ast.Subscript, note: bool) -> str:
        code = self.item(self.base(node.value), self.index(node.slice))
        return self.note(node, code) if note else self.hold(code)

    def item(self, base: str, index: str) -> str:
        """Reading an item. It changes nothing, unless of a defaultdict."""
        p = self.p
        return f"{base}[{index}] if {p}type({base}) is not {p}defaultdict else {p}item({base}, {index})"

    def index(self, node: ast.expr) -> str:
        if isinstance(node, ast.Slice):
            return self.hold(
                f"{self.p}slice({', '.join('None' if part is None else self.value(part) for part in _edges(node))})"
            )
        if isinstance(node, ast.Tuple) and any(isinstance(part, ast.Slice) for part in node.elts):
            return f"({', '.join(self.index(part) for part in node.elts)},)"
        return self.value(node)

    def _BinOp(self, node: ast.BinOp, note: bool) -> str:
        left = self.value(node.left)
        return self.note(node, self.binary(node.op, left, self.value(node.right), node.right))

    def binary(self, operator: ast.operator, left: str, right: str, node: ast.expr, in_place: bool = False) -> str:
        """An operation of two held values (`node`: the second): as it is where it can do no harm, else guarded."""
        p, kind = self.p, type(operator)
        name = f"i{OPERATORS[kind].rstrip('_')}" if in_place else OPERATORS[kind]
        guarded = f"{p}{name}({left}, {right})"
        sign = NATIVE.get(kind)
        if sign is None:
            return guarded
        plain = f"{left} {sign} {right}"
        if kind is ast.Mult:
            small = f"-{SMALL} < {left} < {SMALL}"
            return f"{plain} if {p}type({left}) is {p}int and {p}type({right}) is {p}int and {small} else {guarded}"
        number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
        if not in_place and (kind not in (ast.Add, ast.Mod) or (kind is ast.Add and number)):
            return plain
        return f"{plain} if {p}type({left}) is {p}int else {guarded}"

    def _UnaryOp(self, node: ast.UnaryOp, note: bool) -> str:
        code = f"{SIGNS[type(node.op)]} {self.value(node.operand)}"
        if isinstance(node.operand, ast.Constant) and isinstance(node.operand.value, (int, float, complex)):
            return self.hold(code) if not isinstance(node.op, ast.Not) else self.note(node, code)
        return self.note(node, code)

    def compare(self, operator: ast.cmpop, left: str, right: str) -> str:
        return f"{left} {COMPARISONS[type(operator)]} {right}"

    def _Compare(self, node: ast.Compare, note: bool) -> str:
        if len(node.ops) == 1:
            left = self.value(node.left)
            code = self.compare(node.ops[0], left, self.value(node.comparators[0]))
            return self.note(node, code) if note else self.hold(code)
        result, go = self.fresh(), self.fresh()
        left = self.value(node.left)
        for position, (operator, comparator) in enumerate(zip(node.ops, node.comparators, strict=True)):
            with self.block(f"if {go}:" if position else ALWAYS):
                right = self.value(comparator)
                self.emit(f"{result} = {self.compare(operator, left, right)}")
                if position < len(node.ops) - 1:
                    self.emit(f"{go} = not not {result}")
            left = right
        return self.note(node, result) if note else result

    def _BoolOp(self, node: ast.BoolOp, note: bool) -> str:
        result, go = self.fresh(), self.fresh()
        for position, part in enumerate(node.values):
            with self.block(f"if {go}:" if position else ALWAYS):
                self.emit(f"{result} = {self.value(part)}")
                if position < len(node.values) - 1:
                    sense = "not not" if isinstance(node.op, ast.And) else "not"
                    self.emit(f"{go} = {sense} {result}")
        return self.note(node, result)

    def _IfExp(self, node: ast.IfExp, note: bool) -> str:
        result, go = self.fresh(), self.test(node.test)
        with self.block(f"if {go}:"):
            self.mark(node.lineno)
            self.emit(f"{result} = {self.value(node.body)}")
        with self.block("else:"):
            self.mark(-node.lineno)
            self.emit(f"{result} = {self.value(node.orelse)}")
        return self.note(node, result)

    def _NamedExpr(self, node: ast.NamedExpr, note: bool) -> str:
        value = self.hold(self.value(node.value))
        self.bind_walrus(node.target.id, value)
        return value

    def _display(self, opening: str, nodes: Sequence[ast.expr], closing: str) -> str:
        return self.hold(f"{opening}{self.values(nodes)}{closing}")

    def _List(self, node: ast.List, note: bool) -> str:
        return self._display("[", node.elts, "]")

    def _Tuple(self, node: ast.Tuple, note: bool) -> str:
        return self._display("(", node.elts, ",)" if node.elts else ")")

    def _Set(self, node: ast.Set, note: bool) -> str:
        return self._display("{", node.elts, "}")

    def _Dict(self, node: ast.Dict, note: bool) -> str:
        parts = []
        for key, item in zip(node.keys, node.values, strict=True):
            if key is None:
                parts.append(f"**{self.p}mapping({self.value(item)})")
            else:
                held = self.value(key)
                parts.append(f"{held}: {self.value(item)}")
        return self.hold(f"{{{', '.join(parts)}}}")

    def _JoinedStr(self, node: ast.JoinedStr, note: bool) -> str:
        parts = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                held = self.hold(f"{self.p}text({self.value(part.value)})")
                spec = "''" if part.format_spec is None else self._JoinedStr(part.format_spec, False)  # type: ignore[arg-type]  # a JoinedStr
                parts.append(self.hold(f"{self.p}formatted({held}, {part.conversion}, {spec})"))
            else:
                parts.append(self.value(part))
        code = f"{self.p}joined({', '.join(parts)})"
        return (
            self.note(node, code)
            if note and any(isinstance(part, ast.FormattedValue) for part in node.values)
            else self.hold(code)
        )

    def _Call(self, node: ast.Call, note: bool) -> str:
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args and not node.keywords:
            return self.hold(self._bare_super())
        if id(node) in self.looked_at and self.resolve(node.func.id)[0] == "global":  # type: ignore[attr-defined]  # a Name
            found = code_of(self, node)
            return self._compared(node, self.note(node, found) if note else self.hold(found))
        code = self.call(node, self.callee(node))
        return self._compared(node, self.note(node, code) if note else self.hold(code))

    def call(self, node: ast.Call, called: str) -> str:
        return f"{called}({self.arguments(node, called)})"

    def is_harmless(self, node: ast.Call) -> bool:
        """Whether a call is of a builtin that neither changes nor iterates anything it is given."""
        func, arguments = node.func, node.args
        return (
            isinstance(func, ast.Name)
            and func.id in HARMLESS
            and not node.keywords
            and not any(isinstance(argument, ast.Starred) for argument in arguments)
            and (func.id not in LEAST or len(arguments) > 1)
            and self.resolve(private(func.id, self.scopes))[0] == "global"
            and self.is_builtin(func.id)
        )

    def callee(self, node: ast.Call) -> str:
        p, target = self.p, node.func
        if isinstance(target, ast.Name) and target.id in LEAST and self.is_harmless(node):
            return f"{p}V{target.id}"
        if isinstance(target, ast.Attribute):
            return self.hold(f"{p}method({self.base(target.value)}, {private(target.attr, self.scopes)!r})")
        if isinstance(target, ast.Name) and target.id in ("locals", "vars", "dir") and not node.args:
            raise Unsupported("reads_own_frame", f"{target.id}()")
        if isinstance(target, ast.Name):
            name = private(target.id, self.scopes)
            if self.resolve(name)[0] == "global" and self.is_builtin(name):
                return f"{p}K{name}"
        return self.hold(f"{p}direct({self.base(target)})")

    def _bare_super(self) -> str:
        for position in range(len(self.scopes) - 1, 0, -1):
            if self.scopes[position].kind == "function" and self.scopes[position - 1].kind == "class":
                scope, owner = self.scopes[position], self.scopes[position - 1]
                return f"{self.p}bare_super({owner.cell}, {self.p}F{scope.depth})"
        return f"{self.p}bare_super(None, None)"

    def arguments(self, node: ast.Call, called: str) -> str:
        self.firsts.add(first_reader(node))
        kind = "first" if node in self.firsts else reads(node)

        def wrap(argument: ast.expr, value: str) -> str:
            if kind == "first" and not ordered_by_form(argument):
                return self.hold(f"{self.p}first({called}, {value})")
            if kind == "order" and not ordered_by_form(argument):
                return self.hold(f"{self.p}ordered({called}, {value})")
            if kind == "text" and not isinstance(argument, ast.Constant):
                return self.hold(f"{self.p}text({value})")
            return value

        parts = [self.values(node.args, wrap, kind == "text")] if node.args else []
        for keyword in node.keywords:
            if keyword.arg is None:
                parts.append(f"**{self.p}mapping({self.value(keyword.value)})")
            else:
                parts.append(f"{keyword.arg}={self.value(keyword.value)}")
        return ", ".join(parts)

    def _Starred(self, node: ast.Starred, note: bool) -> str:
        raise Unsupported("construct")

    def _Yield(self, node: ast.Yield, note: bool) -> str:
        p, frame = self.p, self.frame
        value = "None" if node.value is None else self.value(node.value)
        sent = self.fresh()
        self.emit(f"{p}suspend({frame}, {value})")
        with self.block("try:"):
            self.emit(f"{sent} = yield {value}")
        with self.block(f"except {p}GeneratorExit:"):
            self.emit(f"{p}close({frame})")
            self.emit("raise")
        with self.block(f"except {p}BaseException:"):
            self.emit(f"{p}resume({frame})")
            self.emit("raise")
        self.emit(f"{p}resume({frame})")
        return self.note(node, sent) if note else sent

    def _YieldFrom(self, node: ast.YieldFrom, note: bool) -> str:
        """`yield from` spelled out (PEP 380), so that each value passing through is a step of this frame too."""
        p, frame = self.p, self.frame
        result = self.hold(f"yield from {p}delegate({frame}, {self.ordered(node.value)})")
        return self.note(node, result) if note else result

    def _Await(self, node: ast.Await, note: bool) -> str:
        raise Unsupported("async")

    # Comprehensions

    def _comprehension(self, node: Comprehension, note: bool) -> str:
        if any(generator.is_async for generator in node.generators):
            raise Unsupported("async")
        first = self.ordered(node.generators[0].iter)
        site, self.site = self.site, None
        lazy = isinstance(node, ast.GeneratorExp)
        apart = lazy or any(isinstance(part, (ast.Lambda, ast.GeneratorExp)) for part in ast.walk(node))
        scope = Scope("comprehension", self.function.depth)
        self.scopes.append(scope)
        if apart:
            name = self.fresh("g")
            with self.block(f"def {name}({first}):"):
                result = self._comprehension_body(node, first, scope, lazy)
                if not lazy:
                    self.emit(f"return {result}")
            if lazy:
                self.emit(f"{name}.__name__ = '<genexpr>'")
            code = f"{name}({first})"
        else:
            code = self._comprehension_body(node, first, scope, lazy)
        self.scopes.pop()
        self.site = site
        return self.note(node, code) if note else self.hold(code)

    def _comprehension_body(self, node: Comprehension, first: str, scope: Scope, lazy: bool) -> str:
        result = ""
        if not lazy:
            result = self.hold({ast.ListComp: "[]", ast.SetComp: f"{self.p}set()", ast.DictComp: "{}"}[type(node)])
        indent = self.indent
        for position, generator in enumerate(node.generators):
            iterable = first if position == 0 else self.ordered(generator.iter)
            for name in target_names(generator.target):
                scope.native.setdefault(name, self.fresh("c"))
            held = self.fresh()
            self.emit(f"for {held} in {iterable}:")
            self.indent += 1
            self.emit(f"{self.p}tick()")
            self.assign(generator.target, held)
            for condition in generator.ifs:
                self.emit(f"if not {self.value(condition)}: continue")
        if isinstance(node, ast.DictComp):
            key = self.hold(self.value(node.key))
            self.emit(f"{result}[{key}] = {self.value(node.value)}")
        elif lazy:
            self.emit(f"yield {self.value(node.elt)}")
        else:
            adding = "append" if isinstance(node, ast.ListComp) else "add"
            self.emit(f"{result}.{adding}({self.value(node.elt)})")
        self.indent = indent
        return result

    _ListComp = _comprehension
    _SetComp = _comprehension
    _DictComp = _comprehension
    _GeneratorExp = _comprehension

    # Conditions

    def test(self, node: ast.expr) -> str:
        """Emit the evaluation of a condition; a temporary holding True or False. The outcome is a test of the step."""
        if isinstance(node, ast.BoolOp):
            result = self.fresh()
            for position, part in enumerate(node.values):
                sense = "" if isinstance(node.op, ast.And) else "not "
                with self.block(f"if {sense}{result}:" if position else ALWAYS):
                    self.emit(f"{result} = {self.test(part)}")
        elif isinstance(node, ast.Compare) and len(node.ops) > 1:
            result = self._chain(node)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = node.operand
            if isinstance(inner, (ast.BoolOp, ast.Compare)):
                result = self.hold(f"not {self.test(inner)}")
            else:
                result = self.hold(f"not {self.value(inner)}")
        else:
            held = self.value(node, not isinstance(node, ast.Compare))
            result = self.hold(f"not not {held}")
        self.decided(node, result)
        return result

    def _chain(self, node: ast.Compare) -> str:
        result = self.fresh()
        left_node, left = node.left, self.value(node.left)
        for position, (operator, comparator) in enumerate(zip(node.ops, node.comparators, strict=True)):
            with self.block(f"if {result}:" if position else ALWAYS):
                right = self.value(comparator)
                self.emit(f"{result} = not not ({self.compare(operator, left, right)})")
                self.decided(ast.Compare(left_node, [operator], [comparator]), result)
            left_node, left = comparator, right
        return result

    def decided(self, node: ast.expr | str, result: str) -> None:
        """Leave a condition and its outcome with the step."""
        if self.site is not None:
            number = f"{self.site.number}_{self.site.test(node)}"
            self.emit(f"{self.frame}.tests += {self.p}y{number} if {result} else {self.p}n{number}")

    # Given by the other half

    def mark(self, number: int, kind: str = "mark") -> None:
        raise NotImplementedError

    def assign(self, target: ast.expr, value: str) -> None:
        raise NotImplementedError

    def make_function(self, node: ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
        raise NotImplementedError

    def _Lambda(self, node: ast.Lambda, note: bool) -> str:
        if is_generator(node):
            raise Unsupported("construct")
        return self.make_function(node)


def _edges(node: ast.Slice) -> tuple[ast.expr | None, ...]:
    if node.step is None:
        return (node.lower, node.upper)
    return (node.lower, node.upper, node.step)


assert all(hasattr(Expressions, "_" + kind.__name__) for kind in COMPREHENSIONS)
