"""The order in which sympy prints the terms of a sum and the factors of a product."""

from __future__ import annotations

import cmath
from math import prod
from typing import Any, Final

from tracepile_hf.literals.slots import INTEGERS, RATIONALS, Unwritable, arguments, floating, kind_of, quotient, word

MOST_RANKS: Final = 20_000  # sub-expressions looked at before an expression is given up
CONSTANTS: Final = {"Infinity": "oo", "NegativeInfinity": "-oo", "ComplexInfinity": "zoo", "NaN": "nan", "Pi": "pi",
                    "Exp1": "E", "ImaginaryUnit": "I", "BooleanTrue": "True", "BooleanFalse": "False",
                    "EmptySet": "EmptySet", "Reals": "Reals", "Integers": "Integers"}  # fmt: skip
_SIZES: Final = {"Pi": cmath.pi, "Exp1": cmath.e, "ImaginaryUnit": 1j}
_FUNCTIONS: Final = {"exp": cmath.exp, "log": cmath.log, "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan}

Rank = tuple[Any, ...]


class PrintOrder:
    """Ranks parts of one expression; counts what it looks at, because nested sums are ranked again and again."""

    def __init__(self) -> None:
        self.ranked = 0

    def terms(self, terms: tuple[Any, ...]) -> list[Any]:
        """Terms of a sum: by falling powers of the symbols in alphabetical order, numbers last."""
        leading = _number_in_front(terms)
        if leading is not None:
            return leading
        described = [(term, *self.monomial(term)) for term in terms]
        bases = sorted({base for _, _, powers in described for base in powers})
        ranked = []
        for term, size, powers in described:
            falling = tuple(-powers.get(base, 0.0) for base in bases)
            ranked.append(((falling, size.imag != 0, size.imag, size.real), term))
        return [term for _, term in sorted(ranked, key=lambda item: item[0])]

    def monomial(self, term: Any) -> tuple[complex, dict[Rank, float]]:
        """The numeric factor of a term, and its other factors by rank with their exponents."""
        size: complex = 1
        powers: dict[Rank, float] = {}
        for factor in arguments(term) if kind_of(term) == "Mul" else (term,):
            value = size_or_none(factor)
            if value is not None:
                size *= value
                continue
            base, power = factor, 1.0
            if kind_of(factor) == "Pow":
                exponent = size_or_none(arguments(factor)[1])
                if exponent is not None and exponent.imag == 0:
                    base, power = arguments(factor)[0], exponent.real
            powers[self.factor(base)] = power
        return size, powers

    def factor(self, factor: Any) -> Rank:
        """Numbers first, then roots of numbers, constants and symbols by name, sums, functions."""
        self.ranked += 1
        if self.ranked > MOST_RANKS:
            raise Unwritable
        base = arguments(factor)[0] if kind_of(factor) == "Pow" else factor
        kind = kind_of(base)
        if kind in INTEGERS or kind in RATIONALS or kind == "Float":
            return (0 if base is factor else 1, "", "", 0, size_of(base).real)
        if kind == "Symbol" or kind in CONSTANTS:
            return (2, kind, word(base, "name") if kind == "Symbol" else kind, 0, 0.0)
        parts = arguments(base)
        if kind == "Add":
            return (3, kind, "", len(parts), 0.0, tuple(map(self._term, self.terms(parts))))
        return (4, kind, "", len(parts), 0.0, tuple(map(self.factor, parts)))

    def _term(self, term: Any) -> Rank:
        size, powers = self.monomial(term)
        return tuple(sorted(powers.items())), size.real, size.imag


def _number_in_front(terms: tuple[Any, ...]) -> list[Any] | None:
    """`1 - x` and `5 - 2*sqrt(3)`: a positive number stays in front of a single negative product."""
    if len(terms) != 2:
        return None
    number, other = sorted(terms, key=lambda term: not _is_number(term))
    if not _is_number(number) or kind_of(other) != "Mul" or size_of(number).real <= 0:
        return None
    factors = sorted(arguments(other), key=lambda factor: not _is_number(factor))
    negative = len(factors) == 2 and _is_number(factors[0]) and size_of(factors[0]).real < 0
    return [number, other] if negative else None


def _is_number(value: Any) -> bool:
    kind = kind_of(value)
    return kind in INTEGERS or kind in RATIONALS or kind in ("Float", "Pi", "Exp1")


def number_rank(value: Any) -> Rank:
    """Numbers by size, before everything else."""
    size = size_or_none(value)
    return (1, 0.0) if size is None else (0, size.real)


def size_or_none(value: Any) -> complex | None:
    """The value of an expression made of numbers only, else None."""
    try:
        return size_of(value)
    except (Unwritable, ArithmeticError, ValueError):
        return None


def size_of(value: Any) -> complex:
    """The value of an expression made of numbers only. Raises `Unwritable` for any other."""
    kind = kind_of(value)
    exact = quotient(value)
    if exact is not None:
        return complex(exact[0] / exact[1])
    if kind == "Float":
        return complex(floating(value))
    if kind in _SIZES:
        return complex(_SIZES[kind])
    parts = arguments(value)
    if kind in ("Add", "Mul"):
        sizes = [size_of(part) for part in parts]
        return sum(sizes) if kind == "Add" else prod(sizes)
    if kind in _FUNCTIONS and len(parts) == 1:
        return _FUNCTIONS[kind](size_of(parts[0]))
    if kind == "Pow":
        base, exponent = (size_of(part) for part in parts)
        if abs(exponent) <= 1000:
            return complex(base**exponent)
    raise Unwritable
