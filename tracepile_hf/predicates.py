"""Predicates over the names of a program, in a closed language of expressions, evaluated without `eval`.

What an author says of a program (records.Invariant) is held against every run, by narrator, questions and tests, with
this module. The checker has an evaluator of its own: it must not share the code that it judges. A predicate may come
from anywhere, a row of somebody's corpus as well: nothing is called but the pure builtins and methods listed here, and
every evaluation is bounded.
"""

from __future__ import annotations

import ast
import operator
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.places import Course, courses, is_told
from tracepile_hf.records import Invariant, Step, Trace

MOST: Final = 50_000  # nodes evaluated, items of a row, bits of a number
LONGEST: Final = 260  # characters of a sentence with its values filled in
_SLOT: Final = re.compile(r"\{([^{}|]+)(?:\|(calc|sum|list|# [a-z ]+(?:/[a-z ]+)?|[a-z]+/[a-z]+))?\}")
_MOST_PARTS: Final = 12  # of a sum or a list that is told
Names = Callable[[str], Any]


class PredicateError(ValueError):
    """A predicate that is not of the language, or has no value here."""


_PURE: Final[dict[str, Callable[..., Any]]] = {
    one.__name__: one
    for one in (abs, all, any, bin, bool, divmod, float, int, len, list, max, min, ord, range, round, set, sorted, sum)
} | {"tuple": tuple, "zip": zip, "enumerate": enumerate, "reversed": lambda row: list(reversed(row)), "str": str}
_METHODS: Final[dict[type, tuple[str, ...]]] = {
    str: ("count", "find", "startswith", "endswith", "isdigit", "isalpha", "upper", "lower", "index", "join", "split"),
    list: ("count", "index"),
    tuple: ("count", "index"),
    dict: ("get", "keys", "values", "items"),
    set: ("issubset", "issuperset", "isdisjoint"),
    int: ("bit_length",),
}
_OPERATORS: Final[dict[type, Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda one, row: one in row, ast.NotIn: lambda one, row: one not in row,
}  # fmt: skip
_SIGNS: Final[dict[type, Callable[[Any], Any]]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_, ast.Invert: operator.invert,
}  # fmt: skip
_FAULTS: Final = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError)


@lru_cache(maxsize=4096)
def tree_of(text: str) -> ast.expr:
    """The tree of an expression. Raises PredicateError."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise PredicateError(f"expected an expression, got {text[:80]!r}") from None


def evaluate(text: str, names: Names) -> Any:
    """What an expression is worth. `names` gives the values of names, and raises PredicateError. So does this."""
    return _Reckoner(names).worth(tree_of(text))


class _Reckoner:
    """One evaluation, with what is left of its bound, and the variables of comprehensions that are open."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.left = MOST
        self.bound: dict[str, Any] = {}

    def worth(self, node: ast.expr) -> Any:
        self.left -= 1
        if self.left < 0:
            raise PredicateError("the predicate takes too long")
        try:
            value = self._worth(node)
            if isinstance(node, (ast.BinOp, ast.Call)) and isinstance(value, (str, list, tuple, set, dict)):
                self.left -= len(value) // 8  # rows that are made cost as well
            return value
        except PredicateError:
            raise
        except _FAULTS as error:
            raise PredicateError(f"{ast.unparse(node)[:80]} has no value: {type(error).__name__}") from None

    def _worth(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self.bound[node.id] if node.id in self.bound else self.names(node.id)
            case ast.Attribute():
                holder = self.worth(node.value)
                if not isinstance(holder, literals.Instance) or node.attr.startswith("__"):
                    raise PredicateError(f"attributes of a {type(holder).__name__} are not looked at")
                return getattr(holder, node.attr)
            case ast.Subscript(slice=ast.Slice() as cut):
                ends = [None if end is None else self.worth(end) for end in (cut.lower, cut.upper, cut.step)]
                return self.worth(node.value)[slice(*ends)]
            case ast.Subscript():
                return self.worth(node.value)[self.worth(node.slice)]
            case ast.UnaryOp():
                return _SIGNS[type(node.op)](self.worth(node.operand))
            case ast.BinOp():
                return _reckoned(type(node.op), self.worth(node.left), self.worth(node.right))
            case ast.BoolOp():
                wanted = isinstance(node.op, ast.Or)
                value = None
                for part in node.values:
                    value = self.worth(part)
                    if bool(value) is wanted:
                        break
                return value
            case ast.Compare():
                left = self.worth(node.left)
                for sign, part in zip(node.ops, node.comparators, strict=True):
                    right = self.worth(part)
                    if not _OPERATORS[type(sign)](left, right):
                        return False
                    left = right
                return True
            case ast.IfExp():
                return self.worth(node.body if self.worth(node.test) else node.orelse)
            case ast.List() | ast.Tuple() | ast.Set():
                items = [self.worth(item) for item in node.elts]
                return (
                    items if isinstance(node, ast.List) else tuple(items) if isinstance(node, ast.Tuple) else set(items)
                )
            case ast.ListComp() | ast.GeneratorExp():
                return list(self._each(node.generators, lambda: self.worth(node.elt)))
            case ast.SetComp():
                return set(self._each(node.generators, lambda: self.worth(node.elt)))
            case ast.DictComp():
                return dict(self._each(node.generators, lambda: (self.worth(node.key), self.worth(node.value))))
            case ast.Call(keywords=[]):
                return self._call(node)
        raise PredicateError(f"{ast.unparse(node)[:80]} is not of the language of predicates")

    def _call(self, node: ast.Call) -> Any:
        given = [self.worth(argument) for argument in node.args]
        if isinstance(node.func, ast.Name) and node.func.id in _PURE:
            if any(isinstance(one, range) and len(one) > MOST for one in given):
                raise PredicateError("the range is too long")
            if node.func.id in ("zip", "enumerate"):
                return list(_PURE[node.func.id](*given))
            return _PURE[node.func.id](*given)
        if isinstance(node.func, ast.Attribute):
            holder = self.worth(node.func.value)
            if node.func.attr in _METHODS.get(type(holder), ()):
                return getattr(holder, node.func.attr)(*given)
        raise PredicateError(f"{ast.unparse(node.func)[:80]} is not called in a predicate")

    def _each(self, generators: Sequence[ast.comprehension], one: Callable[[], Any]) -> Iterator[Any]:
        if not generators:
            yield one()
            return
        first, before = generators[0], dict(self.bound)
        row = self.worth(first.iter)
        for item in sorted(row, key=literals.render) if isinstance(row, (set, frozenset)) else row:
            self._bind(first.target, item)
            if all(self.worth(test) for test in first.ifs):
                yield from self._each(generators[1:], one)
        self.bound = before

    def _bind(self, target: ast.expr, value: Any) -> None:
        if isinstance(target, ast.Name):
            self.bound[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)):
            for part, item in zip(target.elts, value, strict=True):
                self._bind(part, item)
        else:
            raise PredicateError("a comprehension binds names only")


def _reckoned(sign: type[ast.operator], left: Any, right: Any) -> Any:
    for one, other in ((left, right), (right, left)):
        if (
            sign is ast.Mult
            and isinstance(one, int)
            and isinstance(other, (str, list, tuple))
            and one * len(other) > MOST
        ):
            raise PredicateError("the row is too long")
    if sign is ast.Mod and isinstance(left, (str, bytes)):
        raise PredicateError("texts are not formatted in a predicate")
    if isinstance(left, int) and isinstance(right, int):
        bits = {ast.Pow: left.bit_length() * max(0, right), ast.LShift: left.bit_length() + max(0, right)}
        if bits.get(sign, left.bit_length() + right.bit_length()) > MOST:
            raise PredicateError("the number is too large")
    return _OPERATORS[sign](left, right)


# --- where an invariant holds ------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _headers(code: str) -> dict[str, tuple[ast.stmt, ...]]:
    """The text of a statement's first line, as `ast.unparse` writes it -> the statements with that line."""
    found: dict[str, tuple[ast.stmt, ...]] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.stmt):
            found[header_of(node)] = (*found.get(header_of(node), ()), node)
    return found


def header_of(node: ast.stmt) -> str:
    """The first line of a statement as `ast.unparse` writes it, decorators left out."""
    return next(line for line in ast.unparse(node).split("\n") if not line.startswith("@"))


@lru_cache(maxsize=4096)
def normal(line: str) -> str:
    """The text of a line as `ast.unparse` writes it. Raises PredicateError for what is none."""
    text = line.strip()
    text = text[2:] if text.startswith("elif ") else text
    try:
        return header_of(ast.parse(f"{text} pass" if text.endswith(":") else text).body[0])
    except (SyntaxError, ValueError, IndexError):
        raise PredicateError(f"expected the text of a line, got {line!r}") from None


def statement_at(code: str, line: str) -> ast.stmt | None:
    """The one statement of a program whose first line reads so, if it stands alone on its line."""
    try:
        found = _headers(code).get(normal(line), ())
    except (PredicateError, SyntaxError):
        return None
    if len(found) != 1 or sum(node.lineno == found[0].lineno for row in _headers(code).values() for node in row) != 1:
        return None
    return found[0]


def stops_of(steps: Sequence[Step], code: str, invariant: Invariant) -> list[int]:
    """The steps after which an invariant of a line is to hold, in order; none if the program has no such line."""
    node = statement_at(code, invariant.line)
    if node is None or invariant.moment in ("result", "output") or isinstance(node, (ast.Return, ast.Raise)):
        return []
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [step.index for step in steps if step.event == "call" and step.line == node.lineno]
    last: dict[tuple[int, int], int] = {}
    for step in steps:
        if step.event == "line" and step.line == node.lineno and _is_decided(node, step, invariant.moment):
            last[step.frame, step.visit] = step.index
    return sorted(index for index in last.values() if not _is_left(steps, index))


def _is_decided(node: ast.stmt, step: Step, moment: str) -> bool:
    if not isinstance(node, (ast.For, ast.While)):
        return moment == "after"
    if isinstance(node, ast.While) and isinstance(node.test, ast.Constant):
        return moment == "after"
    whole = f"for {ast.unparse(node.target)} in" if isinstance(node, ast.For) else ast.unparse(node.test)
    if not step.tests or not step.tests[-1][0].startswith(whole):
        return False
    return step.tests[-1][1] is (moment == "after")


def _is_left(steps: Sequence[Step], index: int) -> bool:
    """Whether a statement did not come to its end: an exception left it."""
    after = steps[index + 1] if index + 1 < len(steps) else None
    return after is not None and after.event == "raise" and after.frame == steps[index].frame


class Scene:
    """The names of a run, seen from a frame after a step."""

    def __init__(self, steps: Sequence[Step], known: Mapping[tuple[int, str], Course] | None = None) -> None:
        self.steps = steps
        self.courses = courses(tuple(steps)) if known is None else known
        self.enclosing = {step.frame: step.enclosing for step in steps}

    def at(self, index: int) -> Names:
        """The values of names after a step, as its frame sees them."""
        frame = self.steps[index].frame

        def names(name: str) -> Any:
            owner = frame
            while owner >= 0:
                course = self.courses.get((owner, name))
                place = bisect_right(course.indices, index) if course is not None else 0
                if course is not None and place:
                    text = course.held[place - 1].text
                    if text is None or not is_told(text):
                        raise PredicateError(f"{name} has no value that is told")
                    return value_of(text)
                owner = self.enclosing.get(owner, 0) if owner else -1
            raise PredicateError(f"{name} is not bound")

        return names


def value_of(literal: str) -> Any:
    """The value of a literal. Raises PredicateError where it has none."""
    try:
        return literals.parse(literal)
    except LiteralError as error:
        raise PredicateError(str(error)) from None


def names_of_result(trace: Trace) -> Names:
    """The parameters of the entry point as they were given, and `result`. Raises PredicateError."""
    entry = trace.case.program.entry_point
    call = next((step for step in trace.steps if step.event == "call" and step.function == entry), None)
    if call is None or trace.result is None:
        raise PredicateError("expected a call of the entry point with a result")
    given = {**dict(call.arguments), "result": trace.result}

    def names(name: str) -> Any:
        if name not in given:
            raise PredicateError(f"{name} is no parameter of the entry point, and not `result`")
        return value_of(given[name])

    return names


def all_names(trace: Trace, invariant: Invariant, scene: Scene | None = None) -> list[tuple[int, Names]]:
    """Each step at which an invariant is to hold, with what names are worth there."""
    if invariant.moment in ("result", "output"):
        return [(len(trace.steps) - 1, names_of_result(trace))] if trace.result is not None else []
    scene = Scene(trace.steps) if scene is None else scene
    return [(index, scene.at(index)) for index in stops_of(trace.steps, trace.case.program.code, invariant)]


def holds(predicate: str, names: Names) -> bool:
    """Whether a predicate is true. Raises PredicateError where it has no value."""
    return bool(evaluate(predicate, names))


# --- what it says ------------------------------------------------------------------------------------------------


def filled(said: str, names: Names) -> str:
    """An invariant's English with its values. Raises PredicateError where a value is missing, or it gets too long."""
    text = _SLOT.sub(lambda slot: _slot(slot[1].strip(), slot[2] or "", names), said)
    if len(text) > LONGEST or "\n" in text or ". " in text:
        raise PredicateError("the sentence is too long, or would be read as several")
    return text


def _slot(text: str, how: str, names: Names) -> str:
    value = evaluate(text, names)
    if how == "calc":
        return f"{substituted(text, names)} = {literals.render(value)}"
    if not how:
        return literals.render(value)
    if "/" in how or how[0] == "#":
        one, _, many = how.removeprefix("# ").partition("/")
        word = one if value == 1 else many or f"{one}s"
        return f"{value} {word}" if how[0] == "#" else word
    items = _items(value)
    if how == "list":
        told = [literals.render(item) for item in items]
        return told[0] if len(told) == 1 else ", ".join(told[:-1]) + f" and {told[-1]}"
    total = literals.render(sum(items))
    return total if len(items) == 1 else " + ".join(map(literals.render, items)) + f" = {total}"


def _items(value: Iterable[Any]) -> list[Any]:
    items = list(value)
    if not 1 <= len(items) <= _MOST_PARTS:
        raise PredicateError(f"expected 1 to {_MOST_PARTS} items to tell, got {len(items)}")
    return items


def substituted(text: str, names: Names) -> str:
    """An expression with the values of its names, attributes, subscripts and calls in their places."""

    class Filling(ast.NodeTransformer):
        def generic_visit(self, node: ast.AST) -> ast.AST:
            if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
                return tree_of(literals.render(evaluate(ast.unparse(node), names)))
            return super().generic_visit(node)

    return ast.unparse(Filling().visit(ast.parse(text, mode="eval").body))
