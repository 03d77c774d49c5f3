"""What generated replay code may do: operators, items, iteration and text. Attributes and calls: `attributes`.

The values of a mirrored run are of a closed set of types; an operation not known to be harmless ends the replay with a
reason. Guards keep three promises: nothing reaches the interpreter's own objects (frames, code, modules, subclasses),
nothing grows without bound, and whatever changes a container is logged.
"""

from __future__ import annotations

import functools
import operator
import types
from array import array
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any, Final

from tracepile_hf.execution.replay.guards.foreign import Foreign
from tracepile_hf.execution.replay.guards.methods import (
    WIDEST,
    Tables,
    compares_natively,
)
from tracepile_hf.execution.replay.guards.texts import digits_inside, refuse_if_long
from tracepile_hf.execution.replay.journal import Journal
from tracepile_hf.execution.replay.state.heap import MANY, MISSING, SCALARS, WHOLE
from tracepile_hf.execution.replay.state.steps import MirroredRun, Stop

MOST_TICKS: Final = 20_000_000  # turns of comprehensions and lazy iterators in one replay
WIDTH_DIGITS: Final = 5  # of a width or a precision in a format
DIGITS: Final = 4300  # CPython's limit for integers as text

_SIZED: Final = (str, bytes, list, tuple, bytearray, deque, array)
_PLAIN_KEYS: Final = frozenset({int, str, float, bool, bytes, type(None)})
_SETS: Final = frozenset({set, frozenset})
_CONTAINERS: Final = frozenset({list, tuple, dict})
_LEAVES: Final = frozenset({int, float, bool, str, bytes, complex, type(None), Fraction, Decimal, range})
_FUNCTIONS: Final = frozenset(
    {types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.MethodWrapperType, functools.partial}
)
_IN_PLACE: Final = (list, set, dict, deque, bytearray, array)
_SEQUENCES: Final = (list, deque, bytearray, array)
_SEQUENCE_WRITERS: Final = tuple(kind.__setitem__ for kind in _SEQUENCES)
_DICT_WRITERS: Final = (dict.__setitem__, OrderedDict.__setitem__)
_TOO_LONG: Final = 10**DIGITS


class Guards:
    """The guards of one run."""

    def __init__(self, run: MirroredRun, journal: Journal) -> None:
        self.run = run
        self.journal = journal
        self.classes = run.heap.classes  # identities of classes the program made
        self.kept: list[Any] = []  # what must not be freed while its identity counts
        self.environment: dict[str, Any] = {}
        self.ticks = 0
        self.digits = DIGITS
        self.orders: dict[int, tuple[Any, list[Any]]] = {}  # sets about to be written as text, and their orders
        self.managers: set[type] = set()  # classes of the library whose objects a `with` enters as they are
        self.methods = Tables(self)
        self.foreign = Foreign(self)

    def tick(self) -> None:
        """One turn of something that has no step of its own."""
        self.ticks += 1
        if self.ticks > MOST_TICKS:
            raise Stop("too_expensive")

    def callable(self, value: Any) -> Any:
        """A value about to be called, or what is called in its place."""
        raise NotImplementedError

    def as_python(self, value: Any) -> Any:
        """A function as Python's own, where one of ours stands in for it."""
        raise NotImplementedError

    def has_steps(self, called: Any) -> bool:
        """Whether calling a value writes steps of its own."""
        raise NotImplementedError

    # Writing to containers

    def changed(self, value: Any, suffix: str = WHOLE, part: Any = None) -> None:
        """A container was written to: one part of it, or its length or order."""
        self.run.heap.wrote(value, suffix, part)

    # Operators

    def add(self, left: Any, right: Any) -> Any:
        if type(left) in _SIZED and type(right) is type(left):
            refuse_if_long(len(left) + len(right))
        return left + right

    def mul(self, left: Any, right: Any) -> Any:
        a, b = type(left), type(right)
        if a is int and b is int:
            if left.bit_length() + right.bit_length() > WIDEST:
                raise Stop("too_expensive")
        elif a in _SIZED and isinstance(right, int):
            refuse_if_long(len(left) * right)
        elif b in _SIZED and isinstance(left, int):
            refuse_if_long(len(right) * left)
        return left * right

    def pow(self, left: Any, right: Any, modulus: Any = None) -> Any:
        if modulus is not None:
            return pow(left, right, modulus)
        if isinstance(right, int):
            base = max(abs(left.numerator), left.denominator) if isinstance(left, Fraction) else left
            if isinstance(base, int) and base not in (0, 1, -1) and base.bit_length() * abs(right) > WIDEST:
                raise Stop("too_expensive")
        return left**right

    def lshift(self, left: Any, right: Any) -> Any:
        if isinstance(left, int) and isinstance(right, int) and left and left.bit_length() + right > WIDEST:
            raise Stop("too_expensive")
        return left << right

    def mod(self, left: Any, right: Any) -> Any:
        if isinstance(left, (str, bytes)):
            return self.percent(left, right)
        return left % right

    def percent(self, left: Any, right: Any) -> Any:
        """`%`-formatting, with bounded widths and without sets."""
        text = left if isinstance(left, str) else left.decode("latin-1")
        given = right if "*" in text and type(right) is tuple else ()  # any of them may be a width
        wide = any(isinstance(one, int) and abs(one) >= 10**WIDTH_DIGITS for one in given)
        if wide or digits_inside(text) > WIDTH_DIGITS:
            raise Stop("too_expensive")
        values = right if type(right) is tuple else right.values() if type(right) is dict else (right,)
        for value in values:
            if type(value) in _SETS or (type(value) in _CONTAINERS and self.holds_sets(value, 0)):
                raise Stop("set_order")
            if type(value) in _FUNCTIONS:
                self.as_python(value)
        return self.without_addresses(left % right) if isinstance(left, str) else left % right

    def not_contains(self, left: Any, right: Any) -> bool:
        return left not in right

    def contains(self, left: Any, right: Any) -> bool:
        return left in right

    def truth(self, value: Any) -> bool:
        return bool(value)

    def in_place(self, name: str, plain: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
        """The operator of an augmented assignment, on a value that may change in place."""
        if not isinstance(left, _IN_PLACE):
            if type(left) in self.foreign.mutable:
                return self.foreign.in_place(name, left, right)
            return getattr(operator, name)(left, right) if id(type(left)) in self.classes else plain(left, right)
        if name == "imul" and isinstance(right, int):
            refuse_if_long(len(left) * right)
        elif name == "iadd" and type(left) in (list, deque):
            self.methods.of(type(left))["extend"](left, right)
            return left
        result = getattr(operator, name)(left, right)
        if isinstance(right, (list, set, dict)):
            self.run.heap.link_all(left, right.values() if isinstance(right, dict) else right)
        if result is left:
            self.changed(left)
        return result

    # Items

    def item(self, base: Any, index: Any) -> Any:
        if type(base) is defaultdict:
            return self._default_item(base, index)
        return base[index]

    def _default_item(self, base: Any, index: Any) -> Any:
        """Reading a missing key of a defaultdict writes it."""
        if type(index) in _PLAIN_KEYS and index in base:
            return base[index]
        count, factory = len(base), base.default_factory
        if factory is not None:
            base.default_factory = self.callable(factory)
        try:
            value = base[index]
        finally:
            base.default_factory = factory
        if len(base) != count:
            self.run.heap.link(base, MANY, value)
            self.run.heap.link(base, MANY, index)
            self.changed(base)
        return value

    def set_item(self, base: Any, index: Any, value: Any) -> None:
        kind = type(base)
        if kind is list and type(index) is int:
            try:
                old = base[index]
            except IndexError:
                old = MISSING
            base[index] = value  # raises what Python raises
            if old is not value and not unchanged(old, value):
                index = index if index >= 0 else index + len(base)
                heap = self.run.heap
                if type(value) not in SCALARS:
                    heap.link(base, index, value)
                heap.wrote(base, f"[{index}]", value)
        elif isinstance(base, dict) and kind.__setitem__ in _DICT_WRITERS:
            self._set_key(base, index, value)
        elif isinstance(base, _SEQUENCES) and getattr(kind, "__setitem__", None) in _SEQUENCE_WRITERS:
            self._set_sequence(base, index, value)
        elif kind in self.foreign.mutable:
            self.foreign.set_item(base, index, value)
        else:
            base[index] = value

    def _set_key(self, base: Any, key: Any, value: Any) -> None:
        count = len(base)
        old = dict.get(base, key, MISSING) if type(key) in _PLAIN_KEYS else MISSING
        type(base).__setitem__(base, key, value)
        heap = self.run.heap
        if type(value) not in SCALARS:
            heap.link(base, key if type(key) in (int, str) else MANY, value)
        if len(base) != count:
            heap.link(base, MANY, key)
            heap.wrote(base, WHOLE, None)
        elif not unchanged(old, value):
            heap.wrote(base, f"[{heap.literal(key)}]", value)

    def _set_sequence(self, base: Any, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            values = list(self.plain(value)) if isinstance(base, list) and hasattr(value, "__iter__") else value
            before = list(base)
            base[index] = values
            self.run.heap.link_all(base, values)
            if len(before) != len(base) or any(not unchanged(old, new) for old, new in zip(before, base, strict=True)):
                self.changed(base)
            return
        try:
            position = operator.index(index)
            old = base[position]
        except (TypeError, IndexError):
            position, old = 0, MISSING
        base[index] = value  # raises what Python raises
        if not unchanged(old, value):
            self.run.heap.link(base, MANY, value)
            self.changed(base, f"[{position if position >= 0 else position + len(base)}]", value)

    def delete_item(self, base: Any, index: Any) -> None:
        del base[index]
        if isinstance(base, (list, dict, deque, bytearray, array)):
            self.changed(base)

    # Iteration

    def each(self, value: Any) -> Any:
        """A value about to be iterated: a set in the order in which the recorded run read it."""
        if type(value) in _SETS and len(value) > 1:
            return self.journal.order(value)
        return value

    unpacked = each

    def ordered(self, called: Any, value: Any) -> Any:
        """An argument that a builtin reads in order. The program's own functions get the set itself."""
        if type(value) in _SETS and len(value) > 1:
            values = self.journal.order(value)
            return value if self.has_steps(called) else values
        return value

    def first(self, called: Any, value: Any) -> Any:
        """The argument of an `iter` of which only the first element is seen."""
        if type(value) in _SETS and len(value) > 1:
            element = self.journal.element(value, compares_natively(self, value))
            return value if self.has_steps(called) else [element]
        return value

    def plain(self, value: Any) -> Any:
        """A value about to be iterated where no order was recorded."""
        if type(value) in _SETS and len(value) > 1:
            raise Stop("set_order")
        return value

    def bounded(self, value: Any) -> Any:
        """The same where all of it is about to be read at once."""
        if type(value) is range:
            refuse_if_long(len(value))
        return self.plain(value)

    def mapping(self, value: Any) -> Any:
        """The value of `**value`."""
        return value

    # Text

    def text(self, value: Any) -> Any:
        """A value about to be written as text: the sets inside it are written in the recorded order."""
        kind = type(value)
        if kind in _SETS or (kind in _CONTAINERS and (kind is dict or not _LEAVES.issuperset(map(type, value)))):
            self._orders_inside(value, [])
        return value

    def texts(self, value: Any) -> Any:
        """The same where its elements are about to be written one by one."""
        self.text(value)
        return self.orders[id(value)][1] if type(value) in _SETS and len(value) > 1 else value

    def _orders_inside(self, value: Any, inside: list[int]) -> None:
        if id(value) in inside:
            return
        inside.append(id(value))
        parts = value
        if type(value) is dict:
            parts = chain.from_iterable(value.items())
        elif type(value) in _SETS and len(value) > 1:
            parts = self.journal.order(value)
            self.orders[id(value)] = (value, parts)
        for part in parts:
            if type(part) in _SETS or type(part) in _CONTAINERS:
                self._orders_inside(part, inside)
        inside.pop()

    def to_str(self, value: Any = "", *rest: Any, **named: Any) -> str:
        """`str`."""
        kind = type(value)
        if kind is str and not rest:
            return value  # type: ignore[no-any-return]  # a str
        if rest or named:
            return str(value, *rest, **named)
        if kind is int and not -_TOO_LONG < value < _TOO_LONG:
            return self.long_integer(value)
        return str(value) if kind in _LEAVES else self.written(value, str)

    def to_repr(self, value: Any) -> str:
        """`repr`."""
        if type(value) is int and not -_TOO_LONG < value < _TOO_LONG:
            return self.long_integer(value)
        return repr(value) if type(value) in _LEAVES else self.written(value, repr)

    def long_integer(self, value: int) -> str:
        """An integer beyond the interpreter's limit for text: the program may have raised its own."""
        if self.digits and value.bit_length() * 0.30103 > self.digits:
            raise ValueError(
                f"Exceeds the limit ({self.digits} digits) for integer string conversion; "
                "use sys.set_int_max_str_digits() to increase the limit"
            )
        blocks, high, step = [], abs(value), 10**2000
        while high:
            high, low = divmod(high, step)
            blocks.append(low)
        digits = str(blocks.pop()) + "".join(str(block).rjust(2000, "0") for block in reversed(blocks))
        return ("-" if value < 0 else "") + digits

    def written(self, value: Any, native: Callable[[Any], str]) -> str:
        """`str` or `repr` of a value that may hold sets."""
        kind = type(value)
        if kind in _SETS and value:
            kept = self.orders.get(id(value)) if len(value) > 1 else (value, list(value))
            if kept is None or kept[0] is not value or set(map(id, kept[1])) != set(map(id, value)):
                raise Stop("set_order")
            inside = ", ".join([self.to_repr(part) for part in kept[1]])
            return f"{{{inside}}}" if kind is set else f"frozenset({{{inside}}})"
        if kind in _CONTAINERS and self.holds_sets(value, 0):
            if kind is dict:
                return (
                    "{" + ", ".join([f"{self.to_repr(key)}: {self.to_repr(part)}" for key, part in value.items()]) + "}"
                )
            inside = ", ".join([self.to_repr(part) for part in value])
            return f"[{inside}]" if kind is list else f"({inside},)" if len(value) == 1 else f"({inside})"
        if kind in _FUNCTIONS:
            value = self.as_python(value)
        return self.without_addresses(native(value))

    def without_addresses(self, text: str) -> str:
        """Text that was made of a value: one that tells an address is another in every run."""
        if " at 0x" in text:
            raise Stop("address")
        return text

    def holds_sets(self, value: Any, depth: int) -> bool:
        """Whether a container holds a set, directly or not."""
        parts = list(chain.from_iterable(value.items())) if type(value) is dict else value
        kinds = set(map(type, parts))
        if not _SETS.isdisjoint(kinds):
            return True
        if _CONTAINERS.isdisjoint(kinds) or depth > 50:
            return False
        return any(self.holds_sets(part, depth + 1) for part in parts if type(part) in _CONTAINERS)

    def formatted(self, value: Any, conversion: int, spec: str) -> str:
        """A replacement field of an f-string."""
        if conversion == 114:
            value = self.to_repr(value)
        elif conversion == 115:
            value = self.to_str(value)
        elif conversion == 97:
            value = ascii(value)
        return self.format(value, spec)

    def format(self, value: Any, spec: str = "") -> str:
        """`format`."""
        if digits_inside(spec) > 5:
            raise Stop("too_expensive")
        if id(type(value)) in self.classes:
            return self.without_addresses(format(value, spec))
        return format(value, spec) if spec else self.to_str(value)

    def joined(self, *parts: str) -> str:
        """The value of an f-string."""
        return "".join(parts)


def unchanged(old: Any, new: Any) -> bool:
    """Whether a write left things as they were."""
    if old is new:
        return True
    kind = type(old)
    return kind is type(new) and kind in _PLAIN_KEYS and old == new and (kind is not float or str(old) == str(new))
