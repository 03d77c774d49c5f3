"""Values of sympy and numpy as literals: they read as expressions, and no code of theirs is run to write them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracepile_hf.literals import parse, render

sympy = pytest.importorskip("sympy")
numpy = pytest.importorskip("numpy")
x, y = sympy.symbols("x y")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (sympy.Integer(3), "Integer(3)"),
        (sympy.S.Zero, "Integer(0)"),
        (sympy.Rational(-3, 4), "Rational(-3, 4)"),
        (sympy.S.Half, "Rational(1, 2)"),
        (sympy.Float(2.5), "Float(2.5)"),
        (x, "Symbol('x')"),
        (x**2 + 7 * x + 10, "sympify('x**2 + 7*x + 10')"),
        (5 - 2 * sympy.sqrt(3), "sympify('5 - 2*sqrt(3)')"),
        (1 - x, "sympify('1 - x')"),
        (-x / 2, "sympify('-x/2')"),
        (2 / (3 * x * y), "sympify('2/(3*x*y)')"),
        (1 / sympy.sqrt(x + 1), "sympify('1/sqrt(x + 1)')"),
        ((x - 1) * (2 * x + 5), "sympify('(x - 1)*(2*x + 5)')"),
        (x**-2, "sympify('x**(-2)')"),
        (sympy.Eq(x, 2), "sympify('Eq(x, 2)')"),
        (x < 2, "sympify('x < 2')"),
        (sympy.pi * x**2, "sympify('pi*x**2')"),
        (-sympy.oo, "sympify('-oo')"),
        (sympy.true, "sympify('True')"),
        (sympy.sin(x) ** 2, "sympify('sin(x)**2')"),
        (sympy.FiniteSet(2, -1), "sympify('{-1, 2}')"),
        (sympy.Interval.open(0, 1), "sympify('Interval.open(0, 1)')"),
        (sympy.Matrix([[x, sympy.Rational(1, 2)], [0, 3]]), "sympify('Matrix([[x, 1/2], [0, 3]])')"),
        ({x: sympy.Integer(-28)}, "{Symbol('x'): Integer(-28)}"),
        ([sympy.Rational(7, 3), 8], "[Rational(7, 3), 8]"),
        (numpy.array([[1, 2], [3, 4]]), "ndarray([[1, 2], [3, 4]])"),
        (numpy.int64(3), "int64(3)"),
        (numpy.float64(0.5), "float64(0.5)"),
        (numpy.bool_(True), "bool_(True)"),
        (numpy.zeros(20_000), "<cut: array of 20000 elements>"),
    ],
)
def test_values_of_libraries_read_as_what_they_are(value: object, text: str) -> None:
    assert render(value) == text
    if "<" not in text.replace("x < 2", ""):
        assert isinstance(parse("[" + text + "]"), list)


numbers = st.integers(-9, 9).map(sympy.Integer) | st.fractions(-9, 9, max_denominator=9).map(
    lambda number: sympy.Rational(number.numerator, number.denominator)
)
leaves = numbers | st.sampled_from([x, y, sympy.sqrt(2), sympy.sqrt(3), sympy.pi])
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, st.sampled_from([2, 3, -1, -2])).map(lambda pair: (pair[0] if pair[0] != 0 else x) ** pair[1]),
        inner.map(lambda part: sympy.sqrt(part)),
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=150)
@given(expressions)
def test_an_expression_is_read_back_by_sympy_as_the_same(value: Any) -> None:
    names = {name: getattr(sympy, name) for name in ("sympify", "Integer", "Rational", "Symbol")}
    again = eval(render(value, 100_000), names)
    difference = (again - value).subs({x: sympy.Rational(137, 100), y: sympy.Rational(211, 100)}).evalf(30)
    assert again == value or (difference.is_finite is not False and abs(difference) < 1e-9)


def test_a_huge_expression_is_given_up_not_written() -> None:
    deep = x
    for _ in range(200):
        deep = sympy.sin(deep)
    assert render(deep) == "<sin>"
    assert render(sum(x**k for k in range(2, 1000))).startswith("<cut: expression of ")


def test_a_program_that_replaces_the_printer_is_not_asked() -> None:
    program = (
        "import sympy, sympy.printing.str as printing\n"
        "from tracepile_hf.literals import render\n"
        "def lie(*given, **named): raise SystemExit('asked')\n"
        "for name in ('sstr', 'StrPrinter'): setattr(printing, name, lie)\n"
        "for name in ('__str__', '__repr__', '__eq__', '__hash__', 'sort_key', '_sympystr', 'args'):\n"
        "    setattr(sympy.Basic, name, lie); setattr(sympy.Expr, name, lie)\n"
        "print(render(VALUE))\n"
    ).replace("print(render(VALUE))", "print(render(value))")
    program = program.replace("def lie", "value = sympy.Symbol('x') ** 2 + 1\ndef lie")
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.stdout == "sympify('x**2 + 1')\n", ran.stderr


def test_a_class_that_pretends_to_be_of_sympy_is_only_named() -> None:
    class Basic:
        def __init__(self) -> None:
            self._args = "no tuple"

    Basic.__module__ = "sympy.core.basic"
    assert render(Basic()) == "<Basic>"
