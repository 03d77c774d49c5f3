"""Are two answers the same? What a program printed against what a data set expects.

A printed answer is Python's or sympy's text (`x**2 + 7*x + 10`, `[3]`, `21.0`); an expected one is LaTeX or plain text
(`x^2+7x+10`, `3`, `21`). Numbers are compared here; everything else is left to math-verify (extra `math`), which reads
LaTeX, so printed text is first turned into LaTeX by walking its syntax tree. Nothing is evaluated as Python.

Not covered: units, and answers in words that are not the same text.
"""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from tracepile_hf.errors import InputError

CLOSE: Final = Fraction(1, 10**6)  # relative difference that rounding in a program may cause
LONGEST: Final = 400  # characters of an answer that is compared
SECONDS: Final = 5  # for one comparison of expressions
_SIGNS: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: r" \cdot "}
_NAMES: Final = {"pi": r"\pi", "oo": r"\infty", "inf": r"\infty", "E": "e", "I": "i", "True": r"\text{True}",
                 "False": r"\text{False}"}  # fmt: skip
_FUNCTIONS: Final = {"sin": r"\sin", "cos": r"\cos", "tan": r"\tan", "log": r"\ln", "exp": r"\exp"}


def same_answer(expected: str, printed: str) -> bool:
    """Whether a printed answer is the expected one. Errors: InputError if math-verify is needed and not installed."""
    expected, printed = expected.strip().strip("$").strip(), _unwrapped(printed.strip())
    if not expected or not printed or len(expected) > LONGEST or len(printed) > LONGEST:
        return False
    if _bare(expected) == _bare(printed):
        return True
    first, second = _number(expected), _number(printed)
    if first is not None and second is not None:
        return abs(first - second) <= CLOSE * max(Fraction(1), abs(first))
    latex = as_latex(printed)
    return _verified(expected, printed if latex is None else latex)


def as_latex(text: str) -> str | None:
    """A printed expression as LaTeX, or None if it is not one."""
    try:
        return _latex(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # not Python, or too deep
        return None


def _unwrapped(text: str) -> str:
    """`[3]` and `{3}` stand for 3: what solve() gives for a single solution."""
    if text[:1] + text[-1:] in ("[]", "{}") and "," not in text and ":" not in text:
        return text[1:-1].strip()
    return text


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip(".").lower()


def _number(text: str) -> Fraction | None:
    plain = (
        text.replace(",", "").replace(r"\!", "").replace("{", "").replace("}", "").removeprefix(r"\$").removeprefix("$")
    )
    try:
        return Fraction(plain.removesuffix("%").removesuffix("\\"))
    except (ValueError, ZeroDivisionError):
        return None


def _verified(expected: str, printed: str) -> bool:
    try:
        import math_verify
    except ImportError as error:
        raise InputError("math-verify (pip install 'tracepile-hf[math]')", str(error), "comparing answers") from None
    # Its time limit is an alarm signal, which only the main thread may set.
    seconds: Any = SECONDS if threading.current_thread() is threading.main_thread() else None
    gold, target = (math_verify.parse(f"${text}$", parsing_timeout=seconds) for text in (expected, printed))
    return bool(math_verify.verify(gold, target, timeout_seconds=seconds))


def _latex(node: ast.expr) -> str:
    writer = _WRITERS.get(type(node))
    if writer is None:
        raise ValueError(type(node).__name__)
    return writer(node)


def _constant(node: Any) -> str:
    if type(node.value) in (int, float):
        return repr(node.value)
    raise ValueError(type(node.value).__name__)


def _operation(node: Any) -> str:
    if isinstance(node.op, ast.Div):
        return rf"\frac{{{_latex(node.left)}}}{{{_latex(node.right)}}}"
    if isinstance(node.op, ast.Pow):
        return f"{{({_latex(node.left)})}}^{{{_exponent(node.right)}}}"
    sign = _SIGNS.get(type(node.op))
    if sign is None:
        raise ValueError(type(node.op).__name__)
    right = _latex(node.right)
    if isinstance(node.op, ast.Mult):
        return f"{_factor(node.left)}{sign}{_factor(node.right)}"
    if isinstance(node.op, ast.Sub) and isinstance(node.right, ast.BinOp):
        right = f"({right})"
    return f"{_latex(node.left)}{sign}{right}"


def _exponent(node: ast.expr) -> str:
    """A power's exponent; a large number or a tower is refused, for it might be worked out."""
    if any(isinstance(part, ast.BinOp) and isinstance(part.op, ast.Pow) for part in ast.walk(node)):
        raise ValueError("a tower of powers")
    numbers = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    if any(not isinstance(number, (int, float)) or abs(number) > 200 for number in numbers):
        raise ValueError("a large exponent")
    return _latex(node)


def _factor(node: ast.expr) -> str:
    text = _latex(node)
    return f"({text})" if isinstance(node, (ast.BinOp, ast.UnaryOp)) else text


def _signed(node: Any) -> str:
    if isinstance(node.op, ast.USub):
        return f"-{_factor(node.operand)}"
    raise ValueError(type(node.op).__name__)


def _call(node: Any) -> str:
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise ValueError("a call of an attribute")
    inside = [_latex(argument) for argument in node.args]
    name = node.func.id
    if name == "sqrt" and len(inside) == 1:
        return rf"\sqrt{{{inside[0]}}}"
    if name in ("Rational", "Fraction") and len(inside) == 2:
        return rf"\frac{{{inside[0]}}}{{{inside[1]}}}"
    if name in _FUNCTIONS and len(inside) == 1:
        return rf"{_FUNCTIONS[name]}({inside[0]})"
    raise ValueError(name)


def _row(open_sign: str, close_sign: str) -> Callable[[Any], str]:
    return lambda node: open_sign + ", ".join(map(_latex, node.elts)) + close_sign


_WRITERS: Final[dict[type[ast.expr], Callable[[Any], str]]] = {
    ast.Constant: _constant,
    ast.Name: lambda node: _NAMES.get(node.id, node.id),
    ast.BinOp: _operation,
    ast.UnaryOp: _signed,
    ast.Call: _call,
    ast.Tuple: _row("(", ")"),
    ast.List: _row("", ""),  # the solutions of an equation: "1, 2"
    ast.Set: _row(r"\{", r"\}"),
}
