"""How values of sympy are written: `Integer(3)`, `Rational(3, 4)`, `Float(2.5)`, `Symbol('x')`, and anything else as
`sympify('x**2 + 1')`, with the text that sympy's own printer gives for common expressions.

sympy is never imported nor called, not even its printer: a program may have replaced any of its functions, and values
are rendered beside that program. The trees are read through slots. What is not known here is written as a plain call of
its class: it says the right thing, but sympy might print it differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from tracepile_hf.literals.slots import (
    INTEGERS,
    RATIONALS,
    Unwritable,
    arguments,
    class_name,
    class_vars,
    floating,
    kind_of,
    mro,
    quotient,
    slot,
    whole,
    word,
)
from tracepile_hf.literals.symbolic_order import CONSTANTS, PrintOrder, number_rank

JOINED, RELATION, SUM, PRODUCT, POWER, ATOM = 20, 30, 40, 50, 60, 100  # how strongly a text holds together
MAX_NODES: Final = 2000  # an expression with more parts is not written
MAX_DEPTH: Final = 40
_RELATIONS: Final = {"StrictLessThan": "<", "LessThan": "<=", "StrictGreaterThan": ">", "GreaterThan": ">="}
_CALLED: Final = {"Equality": "Eq", "Unequality": "Ne"}
_OPEN_ENDS: Final = {(False, False): "", (True, True): ".open", (True, False): ".Lopen", (False, True): ".Ropen"}


class Text(NamedTuple):
    """A part of an expression as text, and how strongly it holds together."""

    text: str
    strength: int

    def inside(self, strength: int) -> str:
        """The text, in brackets unless it holds together more strongly than what is around it."""
        return self.text if self.strength > strength else f"({self.text})"


def plan_for(kind: type) -> Callable[[Any, Any, int], str] | None:
    """How values of a type are written if it is one of sympy's, else None."""
    for cls in mro(kind):
        home = (class_vars(cls).get("__module__"), class_name(cls))
        if home == ("sympy.core.basic", "Basic"):
            return lambda writer, value, left: _written(_expression, value, left)
        if home == ("sympy.matrices.repmatrix", "RepMatrix"):
            return lambda writer, value, left: _written(_matrix, value, left)
    return None


def _written(write: Callable[[Any], str], value: Any, left: int) -> str:
    try:
        text = write(value)
    except (Unwritable, RecursionError, ArithmeticError, ValueError, TypeError):
        return f"<{kind_of(value)}>"  # TypeError: ranks of an expression that no sympy function would build
    return text if len(text) <= max(left, 40) else f"<cut: expression of {len(text)} characters>"


def _expression(value: Any) -> str:
    kind = kind_of(value)
    if kind in INTEGERS:
        return f"Integer({whole(value, 'p')})"
    if kind in RATIONALS:
        return f"Rational({whole(value, 'p')}, {whole(value, 'q')})"
    text = Tree().text(value).text
    if kind == "Symbol":
        return f"Symbol({text!r})"
    return f"Float({text})" if kind == "Float" else f"sympify({text!r})"


def _matrix(value: Any) -> str:
    """A matrix, read from its sparse (rows of columns) or dense (rows) representation."""
    representation = slot(value, "_rep")
    height, width = slot(representation, "shape")
    stored = slot(representation, "rep")
    tree = Tree()
    rows = []
    for i in range(height):
        row = dict.get(stored, i, {}) if isinstance(stored, dict) else list.__getitem__(stored, i)
        cells = [dict.get(row, j, 0) for j in range(width)] if type(row) is dict else list(row)
        rows.append(f"[{tree.row(cells)}]")
    shown = f"Matrix([{', '.join(rows)}])"
    return f"sympify({shown!r})"


class Tree:
    """Writes one expression; counts its parts so that a huge one is given up early."""

    def __init__(self) -> None:
        self.nodes = 0
        self.depth = 0
        self.order = PrintOrder()

    def text(self, value: Any) -> Text:
        self.nodes += 1
        if self.nodes > MAX_NODES or self.depth >= MAX_DEPTH:
            raise Unwritable
        self.depth += 1
        writer = _WRITERS.get(kind_of(value), Tree.by_name)
        written = writer(self, value)
        self.depth -= 1
        return written

    def row(self, values: Iterable[Any]) -> str:
        """Parts side by side, comma-separated."""
        return ", ".join([self.text(part).text for part in values])

    def by_name(self, value: Any) -> Text:
        """What has no sign of its own: a constant, a relation, or a function with its arguments."""
        kind = kind_of(value)
        if kind in CONSTANTS:
            return Text(CONSTANTS[kind], SUM if kind == "NegativeInfinity" else ATOM)
        if kind in _RELATIONS:
            left, right = (self.text(part).text for part in arguments(value))
            return Text(f"{left} {_RELATIONS[kind]} {right}", RELATION)
        return Text(f"{_CALLED.get(kind, kind)}({self.row(arguments(value))})", ATOM)

    def sum(self, value: Any) -> Text:
        text = ""
        for term in self.order.terms(arguments(value)):
            part = self.text(term).inside(SUM - 1)
            if text:
                part = f" - {part[1:]}" if part.startswith("-") else f" + {part}"
            text += part
        return Text(text, SUM)

    def product(self, value: Any) -> Text:
        """Factors with negative rational exponents go under the line, as on paper."""
        negative = False
        above: list[str] = []
        below: list[str] = []
        for factor in sorted(arguments(value), key=self.order.factor):
            exact = quotient(factor)
            if exact is not None:
                negative ^= exact[0] < 0
                above += [str(abs(exact[0]))] if abs(exact[0]) != 1 else []
                below += [str(exact[1])] if exact[1] != 1 else []
            elif kind_of(factor) == "Pow" and (under := self._reciprocal(factor)) is not None:
                below.append(under.inside(PRODUCT))
            else:
                shown = self.text(factor)
                signed = kind_of(factor) == "Float" and shown.text.startswith("-")
                negative ^= signed
                above.append(shown.text[1:] if signed else shown.inside(PRODUCT - 1))
        text = ("-" if negative else "") + ("*".join(above) or "1")
        if below:
            text += f"/{below[0]}" if len(below) == 1 else f"/({'*'.join(below)})"
        return Text(text, SUM if negative else PRODUCT)

    def _reciprocal(self, power: Any) -> Text | None:
        """What stands under the line for a power with a negative rational exponent."""
        base, exponent = arguments(power)
        exact = quotient(exponent)
        return None if exact is None or exact[0] > 0 else self._raised(base, -exact[0], exact[1])

    def power(self, value: Any) -> Text:
        base, exponent = arguments(value)
        exact = quotient(exponent)
        if exact is None:
            return Text(f"{self.text(base).inside(POWER)}**{self.text(exponent).inside(POWER)}", POWER)
        if exact[0] == -1 and exact[1] <= 2:
            return Text(f"1/{self._raised(base, 1, exact[1]).inside(POWER - 1)}", PRODUCT)
        return self._raised(base, *exact)

    def _raised(self, base: Any, top: int, bottom: int) -> Text:
        shown = self.text(base)
        if (top, bottom) == (1, 1):
            return shown
        if (top, bottom) == (1, 2):
            return Text(f"sqrt({shown.text})", ATOM)
        exponent = str(top) if bottom == 1 else f"{top}/{bottom}"
        return Text(f"{shown.inside(POWER)}**{exponent if exponent.isdigit() else f'({exponent})'}", POWER)

    def number(self, value: Any) -> Text:
        top, bottom = quotient(value) or (whole(value, "numerator"), whole(value, "denominator"))
        text = str(top) if bottom == 1 else f"{top}/{bottom}"
        return Text(text, SUM if top < 0 else ATOM if bottom == 1 else PRODUCT)

    def plain(self, value: Any) -> Text:
        """A number of Python's, or sympy's Float."""
        text = int.__repr__(value) if type(value) is int else repr(floating(value))
        return Text(text, SUM if text.startswith("-") else ATOM)

    def interval(self, value: Any) -> Text:
        low, high, *ends = arguments(value)
        left_open, right_open = (kind_of(end) == "BooleanTrue" for end in ends)
        return Text(f"Interval{_OPEN_ENDS[left_open, right_open]}({self.row((low, high))})", ATOM)


def _joined_by(sign: str) -> Callable[[Tree, Any], Text]:
    def write(tree: Tree, value: Any) -> Text:
        return Text(f" {sign} ".join(sorted(tree.text(part).inside(POWER) for part in arguments(value))), JOINED)

    return write


def _tuple(tree: Tree, value: Any) -> Text:
    parts = arguments(value)
    return Text(f"({tree.row(parts)}{',' if len(parts) == 1 else ''})", ATOM)


_WRITERS: Final[dict[str, Callable[[Tree, Any], Text]]] = {
    **dict.fromkeys(INTEGERS | RATIONALS | {"PythonMPQ"}, Tree.number),  # the last one: an entry of a matrix
    "int": Tree.plain,
    "Float": Tree.plain,
    "Symbol": lambda tree, value: Text(word(value, "name"), ATOM),
    "Dummy": lambda tree, value: Text(f"_{word(value, 'name')}", ATOM),
    "Add": Tree.sum,
    "Mul": Tree.product,
    "Pow": Tree.power,
    "Interval": Tree.interval,
    "And": _joined_by("&"),
    "Or": _joined_by("|"),
    "Tuple": _tuple,
    "ExprCondPair": _tuple,
    "FiniteSet": lambda tree, value: Text(f"{{{tree.row(sorted(arguments(value), key=number_rank))}}}", ATOM),
}
