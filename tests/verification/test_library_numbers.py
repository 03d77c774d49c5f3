"""Numbers of sympy and numpy are compared as numbers, where the program can mean nothing else."""

from __future__ import annotations

import ast

import pytest

from tracepile_hf.literals import parse
from tracepile_hf.verification.library_numbers import compare
from tracepile_hf.verification.state import Unknown

SYMPY = ast.parse("import sympy as sp\nfrom numpy import array\n")


@pytest.mark.parametrize(
    ("left", "sign", "right", "found"),
    [
        ("Integer(3)", ast.Lt, "5", True),
        ("Rational(-1, 2)", ast.GtE, "Integer(0)", False),
        ("Rational(1, 2)", ast.Eq, "Rational(1, 2)", True),
        ("sympify('sqrt(2)/2')", ast.Lt, "1", True),
        ("sympify('8 - 2*sqrt(7)')", ast.Gt, "3", False),
        ("float64(128.6)", ast.Lt, "144", True),
        ("float64(0.5)", ast.Eq, "0.5", True),
        ("int64(4)", ast.NotEq, "int64(4)", False),
    ],
)
def test_numbers_of_the_libraries_are_compared(left: str, sign: type[ast.cmpop], right: str, found: bool) -> None:
    assert compare(sign, parse(left), parse(right), SYMPY) is found


def test_what_lies_too_close_in_floating_point_is_not_decided() -> None:
    for left, right in (("sympify('sqrt(2)*sqrt(2)')", "2"), ("Float(1.0)", "Integer(1)")):
        with pytest.raises(Unknown):
            compare(ast.Eq, parse(left), parse(right), SYMPY)


@pytest.mark.parametrize(
    ("left", "code"),
    [
        ("Integer(3)", "x = 1\n"),  # no library at all
        ("Integer(3)", "import sympy\nclass Integer(int):\n    pass\n"),  # a class of the program
        ("Integer(p=3)", "import sympy\n"),
        ("sympify('x + 1')", "import sympy\n"),
        ("sympify('9**9**9**9')", "import sympy\n"),
    ],
)
def test_what_may_be_something_else_is_no_number(left: str, code: str) -> None:
    assert compare(ast.Lt, parse(left), 5, ast.parse(code)) is None
    assert compare(ast.Lt, 2, 5, ast.parse(code)) is None
