"""Values as text: the one rule, `render` and its inverse `parse`.

`render` writes what Python's `repr` writes for plain values, so that a reader may paste it into an interpreter, and
says honestly when a value has no literal: `<function f>`, `<cycle>`, `<cut: 988 more>`. It never calls code of the
program that made the value (no `__repr__`, `__str__`, `__eq__`, `__hash__`, no property): builtin values, and
subclasses of them, are read through the builtin type's own methods, other objects through their slots and instance
dictionary. It therefore never prints an address, and it runs inside the jail (standard library only).

`parse` reads such text back without `eval`. Objects of a program's own classes come back as stand-ins: `Instance`,
`Member`. Anything in `<...>` is no value.

Values of sympy are written as expressions (`sympify('x**2 + 1')`, symbolic.py), those of numpy with their elements
(`ndarray([1, 2])`, arrays.py); both come back as `Instance`.

Not covered: values of other third-party C types (they render as `<Name>`); identity (shared parts are written out each
time).
"""

from tracepile_hf.literals.parsing import is_argument, is_value, parse
from tracepile_hf.literals.rendering import LIMIT, exactly, render, same
from tracepile_hf.literals.standins import Factory, Instance, Member, Opaque, written_by

__all__ = ["LIMIT", "Factory", "Instance", "Member", "Opaque", "is_argument", "is_value", "parse", "render", "same"]

written_by(render, exactly)
