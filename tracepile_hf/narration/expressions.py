"""Expressions with their numbers: "`dist[u] + w` = 4 + 2 = 6", written once per place in the source.

The texts hold slots, `\\0k\\0`, that stand for the k-th value of the step being told; `\\0k~\\0` gets brackets when the
value is negative. Which expressions have a value is known from the step's operands, by their source text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tracepile_hf.narration.spelling import PLACES, SIGNS, constant_text, is_display, quoted, root_of, text_of

# Functions whose call may be shown with its arguments filled in: they are what they say, whatever the program does.
PURE: Final = frozenset(
    (
        *("abs", "all", "any", "bin", "bool", "chr", "dict", "divmod", "float", "hex", "int", "len", "list", "max"),
        *("min", "oct", "ord", "pow", "range", "repr", "reversed", "round", "set", "sorted", "str", "sum", "tuple"),
    )
)
# Of these, what goes in is worth telling even where it is one name: what comes out cannot be read off it at a glance.
SHOWN_WHOLE: Final = frozenset(("max", "min", "sum", "any", "all", "sorted", "reversed", "int", "ord", "chr", "bin"))
METHODS: Final = frozenset(  # of strings and rows: pure, and worth showing with what they work on
    (
        *("split", "rsplit", "strip", "lstrip", "rstrip", "join", "upper", "lower", "title", "capitalize", "swapcase"),
        *("count", "find", "rfind", "index", "startswith", "endswith", "removeprefix", "removesuffix", "partition"),
        *("isdigit", "isalpha", "isupper", "islower", "isalnum", "isspace", "splitlines"),
    )
)
MOST_STAGES: Final = 4  # of one calculation
_ATOM: Final = 20
_SIGNED: Final = SIGNS[ast.USub][1]  # a negative constant binds as its sign does: `(-1) ** n`
_ARITHMETIC: Final = re.compile(r"(?:[\d .()+*/%-]|\0\d+~\0)+")

_SLOT: Final = re.compile(r"\0\d+~\0")

Values = Mapping[str, int]  # source text of an expression -> slot of its value


def slot(number: int) -> str:
    """The mark that stands for a value."""
    return f"\0{number}\0"


class Evaluator:
    """Writes expressions of one step with the values they had.

    `textual` says that some value is no plain number, so that filled-in expressions need backticks; `fill` whether
    expressions may be filled in at all.
    """

    def __init__(
        self,
        values: Values,
        stale: frozenset[str],
        textual: bool,
        fill: bool = True,
        closed: frozenset[int] = frozenset(),
        held: Callable[[str], str | None] = lambda name: None,
        stages: bool = True,
    ) -> None:
        self.values = values
        self.stale = stale  # names under which something changed: operands tell what was before
        self.textual = textual
        self.fill = fill
        self.closed = closed  # slots of values that are not filled in
        self.held = held  # what a name holds that is only dereferenced here, as a slot
        self.stages = stages  # whether a calculation is told operation by operation
        self._cut = 0  # so deep are parts told by their values

    def value(self, node: ast.AST) -> str | None:
        """The slot of an expression, or the text of a constant; None when its value is not known."""
        constant = constant_text(node)
        if constant is not None:
            return constant
        found = self.values.get(text_of(node))
        return None if found is None else slot(found)

    def chain(self, node: ast.AST, passed_on: bool = False) -> str | None:
        """The evaluation `E` = S = V, or `E` = V; None when E has no value here, or only one that it has no longer.

        `passed_on`: the only change of the step was to store this value elsewhere, so E still has it.
        """
        text = text_of(node)
        found = self.values.get(text)
        quote = quoted(text)
        if found is None or quote is None or is_display(node):
            return None
        if isinstance(node, PLACES) and not passed_on and root_of(node) in self.stale:
            return None
        filled = self.filled(node)
        return f"{quote} = {slot(found)}" if filled is None else f"{quote} = {filled} = {slot(found)}"

    def filled(self, node: ast.AST) -> str | None:
        """S: the expression with values for names, and then operation by operation, up to the last one that is left.

        None for what is only a value, or where a value is missing.
        """
        height = min(_heights(node), MOST_STAGES) if self.stages else 1
        told = [self._filled(node)]
        for cut in range(1, height):
            self._cut = cut
            told.append(self._filled(node))
        self._cut = 0
        known = list(dict.fromkeys(stage for stage in told if stage is not None))
        if any(stage.startswith("`") for stage in known):  # `9 - (9 ^ 8)` = `9 - 1`: all of a row as code, or none
            known = [stage if stage.startswith("`") else f"`{stage}`" for stage in known]
        return " = ".join(known) if known and told[0] is not None else None

    def _filled(self, node: ast.AST) -> str | None:
        if not self.fill:
            return None
        if isinstance(node, (ast.Call, ast.Subscript)):
            shown = self._call(node, alone=True) if isinstance(node, ast.Call) else self._sliced(node)
            return None if shown is None else f"`{shown}`"
        if not isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp)):
            return None
        if isinstance(node, ast.UnaryOp) and not isinstance(node.operand, (ast.BinOp, ast.Compare)):
            return None  # `-x` = -3 says it all
        shown, _ = self._fill(node)
        if shown is None or "\0" not in shown:
            return None  # of constants alone nothing is filled in
        bare = not self.textual and _ARITHMETIC.fullmatch(shown) is not None
        return shown if bare else f"`{shown}`"

    def _call(self, node: ast.Call, alone: bool = False) -> str | None:
        """A call with its arguments; `alone`: nothing is worked out with it, so that one name is worth filling in."""
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func) if alone else None
        if not isinstance(node.func, ast.Name) or node.func.id not in PURE or node.keywords or not node.args:
            return None
        if node.func.id == "range" and (self._cut or not any(map(_height, node.args))):
            return None  # its value reads the same
        plain = _is_plain(node.args[0])
        if len(node.args) == 1 and plain and not (alone and node.func.id in SHOWN_WHOLE):
            return None  # `len(xs)` = `len([1, 2])` = 2 says little more than `len(xs)` = 2
        parts = [self._fill(argument)[0] for argument in node.args]
        known = [part for part in parts if part is not None]
        return f"{node.func.id}({', '.join(known)})" if len(known) == len(parts) else None

    def _method(self, node: ast.Call, method: ast.Attribute) -> str | None:
        """`'3 4'.split()`: a pure method with what it works on."""
        if method.attr not in METHODS or node.keywords:
            return None
        holder = constant_text(method.value) or self._held(method.value)
        parts = [self._fill(argument)[0] for argument in node.args]
        known = [part for part in parts if part is not None]
        if holder is None or len(known) != len(parts) or (constant_text(method.value) and not parts):
            return None
        return f"{holder}.{method.attr}({', '.join(known)})"

    def _sliced(self, node: ast.Subscript) -> str | None:
        """`[3, 1, 2][1:3]`: the elements that a slice is of."""
        if not isinstance(node.slice, ast.Slice):
            return self._indexed(node, node.slice)
        bounds = [node.slice.lower, node.slice.upper, node.slice.step]
        parts = ["" if bound is None else self._fill(bound)[0] for bound in bounds]
        holder = self._held(node.value)
        if holder is None or any(part is None for part in parts):
            return None
        return f"{holder}[{parts[0]}:{parts[1]}{f':{parts[2]}' if parts[2] else ''}]"

    def _indexed(self, node: ast.Subscript, index: ast.expr) -> str | None:
        """`word[4 - 1]` and `word[3]`: where an index is worked out."""
        inner = node.value.slice if isinstance(node.value, ast.Subscript) else index
        if not any(_height(part) or isinstance(part, (ast.Subscript, ast.Call)) for part in (index, inner)):
            return None
        place = self._indices(node)
        return place if place is not None and "\0" in place else None

    def _indices(self, node: ast.expr) -> str | None:
        """A place with what is in its brackets filled in."""
        if isinstance(node, ast.Name):
            return node.id
        if not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Slice):
            return None
        holder, shown = self._indices(node.value), self._fill(node.slice)[0]
        if holder is None or shown is None:
            return None
        return f"{holder}[{shown.replace('~', '') if _SLOT.fullmatch(shown) else shown}]"

    def _held(self, node: ast.expr) -> str | None:
        """What a name that is only dereferenced holds."""
        if isinstance(node, (ast.Call, ast.Subscript)):
            found = self.values.get(text_of(node))
            return None if found is None or found in self.closed or f"{found}" in self.stale else slot(found)
        if not isinstance(node, ast.Name) or node.id in self.stale:
            return None
        return self.held(node.id)

    def _fill(self, node: ast.AST) -> tuple[str | None, int]:
        """The filled-in text and how tightly it binds; None when a value is missing."""
        constant = constant_text(node)
        if constant is not None:
            return constant, _SIGNED if constant[0] == "-" else _ATOM
        if 0 < _height(node) <= self._cut and (value := self.values.get(text_of(node))) is not None:
            return (None, 0) if value in self.closed else (f"\0{value}~\0", _ATOM)
        if isinstance(node, ast.BinOp):
            return self._binary(node)
        if isinstance(node, ast.UnaryOp):
            sign, binding = SIGNS[type(node.op)]
            inner, inside = self._fill(node.operand)
            return (None, 0) if inner is None else (sign + _bracket(inner, inside < binding), binding)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.List) and node.elts:
            parts = [self._fill(element)[0] for element in node.elts]
            known = [part for part in parts if part is not None]
            return (None, 0) if len(known) < len(parts) else (f"[{', '.join(known)}]", _ATOM)
        if isinstance(node, ast.Call):
            shown = self._call(node)
            if shown is not None:
                return shown, _ATOM
        found = self.values.get(text_of(node))
        if found is None or found in self.closed or isinstance(node, (ast.BoolOp, ast.IfExp)):
            return None, 0
        return f"\0{found}~\0", _ATOM

    def _binary(self, node: ast.BinOp) -> tuple[str | None, int]:
        sign, binding = SIGNS[type(node.op)]
        left, left_binding = self._fill(node.left)
        right, right_binding = self._fill(node.right)
        if left is None or right is None:
            return None, 0
        power = isinstance(node.op, ast.Pow)
        left = _bracket(left, left_binding < binding + power)
        right = _bracket(right, right_binding < (_SIGNED if power else binding + 1))  # `2 ** -1` is read as it stands
        return f"{left} {sign} {right}", binding

    def _compare(self, node: ast.Compare) -> tuple[str | None, int]:
        text, inside = self._fill(node.left)
        if text is None:
            return None, 0
        text = _bracket(text, inside <= 7)
        for operator, right in zip(node.ops, node.comparators, strict=True):
            shown, inside = self._fill(right)
            if shown is None:
                return None, 0
            text += f" {SIGNS[type(operator)][0]} {_bracket(shown, inside <= 7)}"
        return text, 7


def _heights(node: ast.AST) -> int:
    """The same of what is told by itself, with what is worked out for it: arguments of a call, an index."""
    parts: list[ast.expr] = node.args if isinstance(node, ast.Call) else []
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        inner = [node.value.slice] if isinstance(node.value, ast.Subscript) else []
        parts = [node.slice, *inner]
    return 1 + max(map(_height, parts)) if parts else _height(node)


def _height(node: ast.AST) -> int:
    """How many operations stand on each other in an expression, as far as it is written out."""
    if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Compare)):
        return 0 if constant_text(node) is not None else 1 + max(map(_height, ast.iter_child_nodes(node)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PURE and node.args:
        return 0 if len(node.args) == 1 and _is_plain(node.args[0]) else 1 + max(map(_height, node.args))
    return 0


def _is_plain(argument: ast.expr) -> bool:
    """Whether an argument says as much by its name as filled in."""
    return not isinstance(argument, (ast.BinOp, ast.Subscript, ast.Call))


def _bracket(text: str, needed: bool) -> str:
    return f"({text})" if needed else text


def compounds(node: ast.AST | None, values: Values) -> Iterator[ast.expr]:
    """The largest sub-expressions with a value that are more than a name, an attribute or a constant, left to right."""
    if node is None or constant_text(node) is not None:
        return
    if isinstance(node, ast.expr) and not isinstance(node, (ast.Name, ast.Attribute)) and text_of(node) in values:
        yield node
        return
    if isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from compounds(child, values)
        elif isinstance(child, ast.keyword):
            yield from compounds(child.value, values)
