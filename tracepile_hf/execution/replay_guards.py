"""What generated replay code may do: every operator, attribute, item and call goes through here.

The values of a mirrored run are of a closed set of types; an operation not known to be harmless ends the replay with a
reason. Guards keep three promises: nothing reaches the interpreter's own objects (frames, code, modules, subclasses),
nothing grows without bound, and whatever changes a container is logged.
"""

from __future__ import annotations

import io
import operator
import types
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Any, Final

from tracepile_hf.execution.replay_heap import MISSING, WHOLE, Attribute
from tracepile_hf.execution.replay_journal import Journal
from tracepile_hf.execution.replay_steps import Frame, Run, Stop

LONGEST: Final = 20_000_000  # elements or characters of one value
WIDEST: Final = 4_000_000  # bits of an integer
MOST_TICKS: Final = 20_000_000  # turns of comprehensions and lazy iterators in one replay

_NUMBERS: Final = frozenset({int, float, bool, complex, Fraction})
_SIZED: Final = (str, bytes, list, tuple, bytearray, deque, array)
_PLAIN_KEYS: Final = frozenset({int, str, float, bool, bytes, type(None)})
_PURE: Final = object()
_SETS: Final = frozenset({set, frozenset})
_CONTAINERS: Final = frozenset({list, tuple, dict})
_LEAVES: Final = frozenset({int, float, bool, str, bytes, complex, type(None), Fraction, Decimal, range})


class Box:
    """Holds a value where a pattern needs a dotted name."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Guards:
    """The guards of one run."""

    def __init__(self, run: Run, journal: Journal) -> None:
        self.run = run
        self.journal = journal
        self.orders: dict[int, tuple[Any, list[Any]]] = {}  # sets about to be written as text, and their orders
        self.classes = run.heap.classes
        self.kept: list[Any] = []
        self.environment: dict[str, Any] = {}
        self.ticks = 0
        self.calls: dict[int, Callable[..., Any]] = {}  # identity of a builtin -> what is called in its place
        self.trusted: set[int] = set()  # identities of builtins that may be called as they are
        self.methods = _method_tables(self)
        self.rules = {id(rule) for table in self.methods.values() for rule in table.values()}

    def tick(self) -> None:
        self.ticks += 1
        if self.ticks > MOST_TICKS:
            raise Stop("too_expensive")

    # Writing to containers

    def before(self) -> None:
        """Something is about to change: pending operands of the statement are rendered first."""
        top = self.run.top
        if top.operands:
            self.run.freeze(top)

    def changed(self, value: Any, suffix: str = WHOLE, part: Any = None) -> None:
        self.run.heap.wrote(value, suffix, part)

    # Operators

    def add(self, left: Any, right: Any) -> Any:
        if type(left) in _SIZED and type(right) is type(left) and len(left) + len(right) > LONGEST:
            raise Stop("too_expensive")
        return left + right

    def mul(self, left: Any, right: Any) -> Any:
        a, b = type(left), type(right)
        if a is float or b is float:
            return left * right
        if a is int and b is int:
            if left.bit_length() + right.bit_length() > WIDEST:
                raise Stop("too_expensive")
        elif (a in _SIZED and isinstance(right, int) and len(left) * right > LONGEST) or (
            b in _SIZED and isinstance(left, int) and len(right) * left > LONGEST
        ):
            raise Stop("too_expensive")
        return left * right

    def pow(self, left: Any, right: Any, modulus: Any = None) -> Any:
        if modulus is not None:
            return pow(left, right, modulus)
        if isinstance(left, int) and isinstance(right, int) and abs(right) > 1 and left.bit_length() * abs(right) > WIDEST:
            if left not in (0, 1, -1):
                raise Stop("too_expensive")
        elif isinstance(left, Fraction) and isinstance(right, int):
            self.pow(max(abs(left.numerator), left.denominator), right)
        return left**right

    def lshift(self, left: Any, right: Any) -> Any:
        if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right > WIDEST and left:
            raise Stop("too_expensive")
        return left << right

    def mod(self, left: Any, right: Any) -> Any:
        if isinstance(left, (str, bytes)):
            return self.percent(left, right)
        return left % right

    def percent(self, left: Any, right: Any) -> Any:
        """`%`-formatting: widths are bounded."""
        digits = 0
        for character in left if isinstance(left, str) else left.decode("latin-1"):
            digits = digits + 1 if character.isdigit() else 0
            if digits > 5:
                raise Stop("too_expensive")
        if "*" in left if isinstance(left, str) else b"*" in left:
            raise Stop("opaque")
        return left % right

    def contains(self, left: Any, right: Any) -> bool:
        return left in right

    def not_contains(self, left: Any, right: Any) -> bool:
        return left not in right

    def truth(self, value: Any) -> bool:
        return not not value

    def in_place(self, name: str, plain: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
        """An augmented assignment's operator on a value that may change in place."""
        kind = type(left)
        if kind in (list, set, deque, dict, bytearray, array, Counter, OrderedDict, defaultdict) or isinstance(
            left, (list, set, dict, deque)
        ):
            if name == "imul":
                self.mul(left, 0 if not isinstance(right, int) else 0)
                if isinstance(right, int) and len(left) * right > LONGEST:
                    raise Stop("too_expensive")
            elif name == "iadd" and kind in (list, deque):
                right = list(self.plain(right))
                if len(left) + len(right) > LONGEST:
                    raise Stop("too_expensive")
            self.before()
            result = getattr(operator, name)(left, right)
            if isinstance(right, (list, set, dict)):
                self.run.heap.link_all(left, right.values() if isinstance(right, dict) else right)
            self.changed(left)
            return result
        if id(kind) in self.classes:
            return getattr(operator, name)(left, right)
        return plain(left, right)

    # Items

    def item(self, base: Any, index: Any) -> Any:
        if type(base) is defaultdict:
            return self._default_item(base, index)
        return base[index]

    def _default_item(self, base: Any, index: Any) -> Any:
        """Reading a missing key of a defaultdict writes it."""
        count = len(base)
        if type(index) in _PLAIN_KEYS and index in base:
            return base[index]
        self.before()
        factory = base.default_factory
        if factory is not None:
            base.default_factory = self.callable(factory)
        try:
            value = base[index]
        finally:
            base.default_factory = factory
        if len(base) != count:
            self.run.heap.link(base, None, value)
            self.changed(base)
        return value

    def set_item(self, base: Any, index: Any, value: Any) -> None:
        kind = type(base)
        if kind is list and type(index) is int:
            old = base[index]
            self.before()
            base[index] = value
            if old is not value and not (type(old) is type(value) and type(old) in _PLAIN_KEYS and _same(old, value)):
                index = index if index >= 0 else index + len(base)
                self.run.heap.link(base, index, value)
                self.changed(base, f"[{index}]", value)
        elif isinstance(base, dict) and kind.__setitem__ in _DICT_WRITERS:
            self._set_key(base, index, value)
        elif isinstance(base, _SEQUENCES) and getattr(kind, "__setitem__", None) in _SEQUENCE_WRITERS:
            self._set_sequence(base, index, value)
        else:
            base[index] = value

    def _set_key(self, base: Any, key: Any, value: Any) -> None:
        count = len(base)
        old = base.get(key, MISSING) if type(key) in _PLAIN_KEYS else MISSING
        self.before()
        base[key] = value
        heap = self.run.heap
        heap.link(base, None, value)
        heap.link(base, None, key)
        if len(base) != count:
            self.changed(base)
        elif old is not value and not (type(old) is type(value) and type(old) in _PLAIN_KEYS and _same(old, value)):
            self.changed(base, f"[{heap.literal(key)}]", value)

    def _set_sequence(self, base: Any, index: Any, value: Any) -> None:
        self.before()
        if isinstance(index, slice):
            values = list(self.plain(value)) if isinstance(base, list) else value
            base[index] = values
            self.run.heap.link_all(base, values)
            self.changed(base)
            return
        base[index] = value
        position = operator.index(index)
        self.run.heap.link(base, None, value)
        self.changed(base, f"[{position if position >= 0 else position + len(base)}]", value)

    def delete_item(self, base: Any, index: Any) -> None:
        self.before()
        del base[index]
        if isinstance(base, (list, dict, deque, bytearray, array)):
            self.changed(base)

    # Attributes

    def attribute(self, base: Any, name: str) -> Any:
        """An attribute as a value."""
        kind = type(base)
        if id(kind) in self.classes and not name.startswith("__"):
            return self._rebound(base, getattr(base, name), name)
        return self.method(base, name)

    def method(self, base: Any, name: str) -> Any:
        """An attribute about to be called."""
        kind = type(base)
        table = self.methods.get(kind)
        if table is not None:
            rule = table.get(name)
            if rule is _PURE:
                return getattr(base, name)
            if rule is not None:
                return types.MethodType(rule, base)
            return self._unlisted(base, name)
        if id(kind) in self.classes:
            return self._of_instance(base, name)
        return self._of_other(base, name)

    def _unlisted(self, base: Any, name: str) -> Any:
        """An attribute that the tables do not have: an error as Python's own, or a refusal."""
        special = _SPECIAL.get(name)
        if special is not None and hasattr(base, name):
            return partial(getattr(self, special), base)
        if name == "__class__":
            return type(base)
        if not hasattr(base, name) and not name.startswith("__"):
            return getattr(base, name)  # raises
        raise Stop("attribute")

    def _of_instance(self, base: Any, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            return self._special(base, name)
        return self._rebound(base, getattr(base, name), name)

    def _rebound(self, base: Any, found: Any, name: str) -> Any:
        """What a class inherits from a builtin one changes the instance through the same rules."""
        if type(found) in (types.BuiltinMethodType, types.MethodWrapperType):
            for cls, table in self.methods.items():
                if isinstance(base, cls) and cls in _MUTABLE:
                    rule = table.get(name)
                    if rule is not None and rule is not _PURE:
                        return types.MethodType(rule, base)
        return found

    def _special(self, base: Any, name: str) -> Any:
        if name == "__class__":
            return type(base)
        if name == "__dict__":
            raise Stop("attribute")
        found = getattr(base, name)
        function = getattr(found, "__func__", None)
        if self.is_generated(function) or name in ("__name__", "__doc__", "__module__", "__qualname__"):
            return found
        special = _SPECIAL.get(name)
        if special is not None:
            return partial(getattr(self, special), base)
        if name in ("__init__", "__init_subclass__", "__enter__", "__exit__", "__post_init__"):
            return found
        raise Stop("attribute")

    def _of_other(self, base: Any, name: str) -> Any:
        kind = type(base)
        if kind is types.ModuleType:
            return self.module_attribute(base, name)
        if isinstance(base, type):
            return self._of_class(base, name)
        if kind is types.FunctionType or kind is types.MethodType:
            return self._of_function(base, name)
        if kind is super:
            return self._of_super(base, name)
        if isinstance(base, BaseException):
            if name.startswith("__") and name not in ("__cause__", "__context__", "__class__", "__notes__"):
                raise Stop("attribute")
            return getattr(base, name)
        if name.startswith("_") and name not in _SPECIAL and not (isinstance(base, tuple) and hasattr(base, "_fields")):
            raise Stop("attribute")
        if kind in _OPEN_TYPES or isinstance(base, (tuple, Enum)):
            return getattr(base, name)
        allowed = _STREAMS.get(kind)
        if allowed is not None and name in allowed:
            return getattr(base, name)
        raise Stop("opaque")

    def _of_class(self, base: Any, name: str) -> Any:
        if name in ("__name__", "__qualname__", "__doc__", "__module__"):
            return getattr(base, name)
        if id(base) in self.classes or id(type(base)) in self.classes or isinstance(base, type(Enum)):
            if name.startswith("__") and name.endswith("__"):
                return self._class_special(base, name)
            return self._descriptor(base, getattr(base, name), name)
        if name.startswith("_") and name not in ("__init__", "__new__", "__lt__", "__eq__", "_make", "_fields"):
            return self._class_special(base, name)
        return self._descriptor(base, getattr(base, name), name)

    def _class_special(self, base: Any, name: str) -> Any:
        found = getattr(base, name)
        if self.is_generated(found) or self.is_generated(getattr(found, "__func__", None)):
            return found
        if name == "__init__":
            return found
        if name == "__new__":
            return self.new_instance
        if name == "__setattr__":
            return self.store_attribute
        if name in _SPECIAL:
            return getattr(self, _SPECIAL[name])
        raise Stop("attribute")

    def _descriptor(self, base: Any, found: Any, name: str) -> Any:
        """`list.append` as a function of two arguments."""
        if type(found) in (types.MethodDescriptorType, types.WrapperDescriptorType):
            return partial(self._call_method, name)
        return found

    def _call_method(self, name: str, receiver: Any, *arguments: Any, **named: Any) -> Any:
        return self.method(receiver, name)(*arguments, **named)

    def _of_function(self, base: Any, name: str) -> Any:
        if name in ("__name__", "__qualname__", "__doc__", "__module__"):
            return getattr(base, name)
        if name in ("__self__", "__func__") and self.is_generated(getattr(base, "__func__", None)):
            return getattr(base, name)
        stored = base.__dict__ if type(base) is types.FunctionType else {}
        if name in stored and name != "__wrapped__":
            return stored[name]
        if name.startswith("__"):
            raise Stop("attribute")
        return getattr(base, name)

    def _of_super(self, base: Any, name: str) -> Any:
        found = getattr(base, name)
        receiver = base.__self__
        if name == "__setattr__" and not self.is_generated(getattr(found, "__func__", None)):
            return partial(self.store_attribute, receiver)
        if name == "__new__":
            return found if self.is_generated(found) else self.new_instance
        if type(found) in (types.BuiltinMethodType, types.MethodWrapperType):
            for cls, table in self.methods.items():
                if isinstance(receiver, cls) and cls in _MUTABLE:
                    rule = table.get(name)
                    if rule is not None and rule is not _PURE:
                        return types.MethodType(rule, receiver)
                    if name in ("__setitem__", "__delitem__", "__init__"):
                        return partial(self._native_write, receiver, found)
        return found

    def _native_write(self, receiver: Any, native: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        self.before()
        result = native(*arguments, **named)
        self.run.heap.link_all(receiver, arguments)
        self.changed(receiver)
        return result

    def new_instance(self, cls: Any, *arguments: Any, **named: Any) -> Any:
        """`object.__new__` and its like."""
        if id(cls) not in self.classes:
            raise Stop("attribute")
        for base in (int, float, str, tuple, frozenset, list, dict, set):
            if issubclass(cls, base):
                return base.__new__(cls, *arguments, **named)  # type: ignore[call-overload]  # one of them
        return object.__new__(cls)

    def set_attribute(self, base: Any, name: str, value: Any) -> None:
        if name.startswith("__") and name.endswith("__") and name not in ("__name__", "__doc__", "__qualname__"):
            raise Stop("attribute")
        kind = type(base)
        if id(kind) in self.classes:
            writer = kind.__setattr__
            if writer is object.__setattr__ or self.is_generated(writer) is False:
                self.store_attribute(base, name, value)
            else:
                setattr(base, name, value)
            return
        if isinstance(base, type):
            if id(base) not in self.classes:
                setattr(int, "_", value) if False else self._refuse_attribute()
            self._store(base, name, value)
        elif kind is types.FunctionType and self.is_generated(base):
            self._root_function(base)
            self._store(base, name, value)
        elif isinstance(base, BaseException):
            setattr(base, name, value)
        elif kind is types.ModuleType:
            self.set_module_attribute(base, name, value)
        else:
            setattr(base, name, value) if not hasattr(base, "__dict__") else self._refuse_attribute()

    def _refuse_attribute(self) -> None:
        raise Stop("attribute")

    def store_attribute(self, base: Any, name: str, value: Any) -> None:
        """`object.__setattr__`: properties of the program run, everything else is a write."""
        for cls in type(base).__mro__:
            member = vars(cls).get(name)
            if member is not None and hasattr(type(member), "__set__") and type(member) is not types.MemberDescriptorType:
                setattr_native(base, name, value)
                return
        self._store(base, name, value)

    def _store(self, base: Any, name: str, value: Any) -> None:
        self.before()
        old = _stored(base, name)
        setattr_native(base, name, value)
        if old is not value and not (type(old) is type(value) and type(old) in _PLAIN_KEYS and _same(old, value)):
            self.run.heap.link(base, Attribute(name), value)
            self.changed(base, f".{name}", value)

    def _root_function(self, function: Any) -> None:
        """A function that gets attributes becomes something that holds values."""
        heap = self.run.heap
        if id(function) not in heap.nodes:
            node = heap.adopt_anyway(function)
            for frame in self.run.top.visible:
                names = [name for name, value in frame.names.items() if value is function]
                if names:
                    frame.roots[id(node.value)] = names

    def delete_attribute(self, base: Any, name: str) -> None:
        if name.startswith("__"):
            raise Stop("attribute")
        self.before()
        delattr(base, name)
        self.changed(base, f".{name}", MISSING)

    # Calls and iteration

    def is_generated(self, function: Any) -> bool:
        return type(function) is types.FunctionType and function.__globals__ is self.environment

    def callable(self, value: Any) -> Any:
        """A value about to be called, or what is called in its place."""
        kind = type(value)
        if kind is types.FunctionType and value.__globals__ is self.environment:
            return value
        replacement = self.calls.get(id(value))
        if replacement is not None:
            return replacement
        if id(value) in self.trusted or id(value) in self.classes or id(kind) in self.classes:
            return value
        if kind is types.MethodType and (self.is_generated(value.__func__) or id(value.__func__) in self.rules):
            return value
        if kind is types.BuiltinFunctionType and not isinstance(value.__self__, (types.ModuleType, type)):
            return self.method(value.__self__, value.__name__)
        if kind in _CALLABLE_TYPES or (isinstance(value, type) and issubclass(value, BaseException)):
            return value
        if not callable(value):
            return value  # the call raises TypeError, as it should
        raise Stop("opaque_call")

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
            return value if self._has_steps(called) else values
        return value

    def plain(self, value: Any) -> Any:
        """A value about to be iterated where no order was recorded."""
        if type(value) in _SETS and len(value) > 1:
            raise Stop("set_order")
        return value

    def text(self, value: Any) -> Any:
        """A value about to be written as text: the sets inside it are written in the recorded order."""
        kind = type(value)
        if kind in _SETS:
            if len(value) > 1:
                self.orders[id(value)] = (value, self.journal.order(value))
        elif kind in _CONTAINERS and (kind is dict or not _LEAVES.issuperset(map(type, value))):
            self._orders_inside(value, [])
        return value

    def _orders_inside(self, value: Any, inside: list[int]) -> None:
        if id(value) in inside:
            return
        inside.append(id(value))
        for part in chain.from_iterable(value.items()) if type(value) is dict else value:
            if type(part) in _SETS:
                if len(part) > 1:
                    self.orders[id(part)] = (part, self.journal.order(part))
            elif type(part) in _CONTAINERS:
                self._orders_inside(part, inside)
        inside.pop()

    def str(self, value: Any = "", *rest: Any, **named: Any) -> str:
        if rest or named:
            return str(value, *rest, **named)
        return value if type(value) is str else str(value) if type(value) in _LEAVES else self.written(value, str)

    def repr(self, value: Any) -> str:
        return repr(value) if type(value) in _LEAVES else self.written(value, repr)

    def written(self, value: Any, native: Callable[[Any], str]) -> str:
        """`str` or `repr` of a value that may hold sets."""
        kind = type(value)
        if kind in _SETS and len(value) > 1:
            kept = self.orders.get(id(value))
            if kept is None or kept[0] is not value or len(kept[1]) != len(value) or not value.issuperset(kept[1]):
                raise Stop("set_order")
            inside = ", ".join([self.repr(part) for part in kept[1]])
            return f"{{{inside}}}" if kind is set else f"frozenset({{{inside}}})"
        if kind in _CONTAINERS and self.holds_sets(value, 0):
            if kind is dict:
                return "{" + ", ".join([f"{self.repr(key)}: {self.repr(part)}" for key, part in value.items()]) + "}"
            inside = ", ".join([self.repr(part) for part in value])
            return f"[{inside}]" if kind is list else f"({inside},)" if len(value) == 1 else f"({inside})"
        return native(value)

    def holds_sets(self, value: Any, depth: int) -> bool:
        """Whether a container holds a set, directly or not."""
        parts = list(chain.from_iterable(value.items())) if type(value) is dict else value
        kinds = set(map(type, parts))
        if not _SETS.isdisjoint(kinds):
            return True
        if _CONTAINERS.isdisjoint(kinds) or depth > 50:
            return False
        return any(self.holds_sets(part, depth + 1) for part in parts if type(part) in _CONTAINERS)

    def mapping(self, value: Any) -> Any:
        return value

    def subject(self, value: Any) -> Any:
        return value

    captured = subject

    def pattern_class(self, value: Any) -> Any:
        return value

    def raisable(self, value: Any) -> Any:
        if isinstance(value, Stop) or value is Stop:
            raise Stop("attribute")
        return value

    def catchable(self, types_: Any) -> Any:
        return types_

    def manager(self, value: Any) -> Any:
        """A context manager: one of the program's own classes, or a harmless one."""
        if id(type(value)) in self.classes or type(value).__module__ == "contextlib":
            return value
        if not hasattr(value, "__enter__"):
            return value
        raise Stop("opaque")

    def delegate(self, frame: Frame, iterable: Any) -> Iterator[Any]:
        """`yield from`, spelled out (PEP 380): each value passing through is a step of this frame."""
        run = self.run
        iterator = iter(iterable)
        try:
            value = next(iterator)
        except StopIteration as end:
            return end.value
        while True:
            run.suspend(frame, value)
            try:
                sent = yield value
            except GeneratorExit:
                run.close(frame)
                if hasattr(iterator, "close"):
                    iterator.close()
                raise
            except BaseException as error:
                run.resume(frame)
                if not hasattr(iterator, "throw"):
                    raise
                try:
                    value = iterator.throw(error)
                except StopIteration as end:
                    return end.value
                continue
            run.resume(frame)
            try:
                value = next(iterator) if sent is None else iterator.send(sent)  # type: ignore[attr-defined]  # a generator
            except StopIteration as end:
                return end.value

    def discard(self, frame: Frame, number: int, called: Any, value: Any) -> None:
        """The value of a call that is a statement: an operand, unless the call has steps of its own."""
        if value is not None or not self._has_steps(called):
            frame.operands[number] = value

    def _has_steps(self, called: Any) -> bool:
        return (
            self.is_generated(called)
            or (type(called) is types.MethodType and self.is_generated(called.__func__))
            or id(called) in self.classes
            or getattr(called, "tells_itself", False)
        )

    # Text

    def formatted(self, value: Any, conversion: int, spec: str) -> str:
        if conversion == 114:
            value = self.repr(value)
        elif conversion == 115:
            value = self.str(value)
        elif conversion == 97:
            value = ascii(value)
        return self.format(value, spec)

    def format(self, value: Any, spec: str = "") -> str:
        if any(len(part) > 5 for part in "".join(c if c.isdigit() else " " for c in spec).split()):
            raise Stop("too_expensive")
        return format(value, spec) if spec or id(type(value)) in self.classes else self.str(value)

    def joined(self, *parts: str) -> str:
        return "".join(parts)

    # Names

    def free(self, name: str) -> Any:
        raise NameError(f"cannot access free variable {name!r} where it is not associated with a value in enclosing scope")

    def class_name(self, names: Any, outer: Any, name: str) -> Any:
        if name in names:
            return names[name]
        return outer[name] if name in outer else self.run.module.names[name]

    def module_attribute(self, module: Any, name: str) -> Any:
        found = vars(module).get(name, MISSING)
        if found is MISSING or (name.startswith("_") and name != "__name__"):
            raise Stop("opaque_call")
        return found

    def set_module_attribute(self, module: Any, name: str, value: Any) -> None:
        if module.__name__ == "sys" and name in ("stdin", "stdout"):
            vars(module)[name] = value
            return
        raise Stop("attribute")


def setattr_native(base: Any, name: str, value: Any) -> None:
    if isinstance(base, type):
        type.__setattr__(base, name, value)
    else:
        object.__setattr__(base, name, value)


def _stored(base: Any, name: str) -> Any:
    stored = getattr(base, "__dict__", None)
    if stored is not None and name in stored:
        return stored[name]
    return MISSING


def _same(old: Any, new: Any) -> bool:
    return bool(old == new) and (type(old) is not float or str(old) == str(new))


# Methods: which are pure, which change their receiver, and how


def _mutator(guards: Guards, native: Callable[..., Any], holds: bool) -> Callable[..., Any]:
    """A method that changes the length or order of its receiver."""

    def change(receiver: Any, *arguments: Any, **named: Any) -> Any:
        guards.before()
        count = len(receiver)
        result = native(receiver, *arguments, **named)
        if holds:
            guards.run.heap.link_all(receiver, arguments)
        if len(receiver) != count or native in _REORDER:
            guards.changed(receiver)
        return result

    return change


def _set_pop(guards: Guards) -> Callable[..., Any]:
    def pop(receiver: Any) -> Any:
        if not receiver:
            raise KeyError("pop from an empty set")
        guards.before()
        value = guards.journal.element(receiver)
        receiver.remove(value)
        guards.changed(receiver)
        return value

    return pop


def _from_iterable(guards: Guards, native: Callable[..., Any]) -> Callable[..., Any]:
    """A method that takes over the elements of iterables."""

    def change(receiver: Any, *iterables: Any) -> Any:
        held = [value if isinstance(value, (set, frozenset, str, bytes, range)) else list(guards.plain(value)) for value in iterables]
        guards.before()
        count = len(receiver)
        result = native(receiver, *held)
        for values in held:
            guards.run.heap.link_all(receiver, values)
        if len(receiver) != count:
            guards.changed(receiver)
        return result

    return change


def _updater(guards: Guards, native: Callable[..., Any]) -> Callable[..., Any]:
    """`dict.update` and its like."""

    def change(receiver: Any, *arguments: Any, **named: Any) -> Any:
        arguments = tuple(value if isinstance(value, dict) else list(guards.plain(value)) for value in arguments)
        guards.before()
        result = native(receiver, *arguments, **named)
        guards.run.heap.link_all(receiver, receiver.values())
        guards.changed(receiver)
        return result

    return change


def _setdefault(guards: Guards) -> Callable[..., Any]:
    def change(receiver: Any, key: Any, default: Any = None) -> Any:
        guards.before()
        count = len(receiver)
        result = receiver.setdefault(key, default)
        if len(receiver) != count:
            guards.run.heap.link(receiver, None, default)
            guards.changed(receiver)
        return result

    return change


def _sorter(guards: Guards) -> Callable[..., Any]:
    def sort(receiver: Any, *, key: Any = None, reverse: Any = False) -> None:
        guards.before()
        list.sort(receiver, key=None if key is None else guards.callable(key), reverse=reverse)
        guards.changed(receiver)

    return sort


def _fixed(guards: Guards, function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def _str_format(guards: Guards) -> Callable[..., Any]:
    def apply(receiver: str, *arguments: Any, **named: Any) -> str:
        import string

        for _, field, spec, _ in string.Formatter().parse(receiver):
            if field is not None and ("." in field or "[" in field):
                raise Stop("opaque_call")
            if spec and ("{" in spec or sum(map(str.isdigit, spec)) > 5):
                raise Stop("too_expensive")
        return receiver.format(*arguments, **named)

    return apply


def _str_join(guards: Guards) -> Callable[..., Any]:
    def join(receiver: Any, values: Any) -> Any:
        held = values if isinstance(values, (list, tuple, str)) else list(guards.plain(values))
        return receiver.join(held)

    return join


def _padded(guards: Guards, native: Callable[..., Any]) -> Callable[..., Any]:
    def pad(receiver: Any, width: Any, *rest: Any) -> Any:
        if isinstance(width, int) and width > LONGEST:
            raise Stop("too_expensive")
        return native(receiver, width, *rest)

    return pad


def _replace(guards: Guards) -> Callable[..., Any]:
    def replace(receiver: Any, old: Any, new: Any, *rest: Any) -> Any:
        if isinstance(new, (str, bytes)) and len(new) * (len(receiver) + 1) > LONGEST:
            raise Stop("too_expensive")
        return receiver.replace(old, new, *rest)

    return replace


_REORDER: Final = frozenset({list.reverse, deque.rotate, deque.reverse, OrderedDict.move_to_end, list.clear})


def _method_tables(guards: Guards) -> dict[type, dict[str, Any]]:
    def pure(kind: type, *without: str) -> dict[str, Any]:
        return {name: _PURE for name in dir(kind) if not name.startswith("_") and name not in without}

    def changing(kind: Any, *names: str) -> dict[str, Any]:
        return {name: _mutator(guards, getattr(kind, name), True) for name in names if hasattr(kind, name)}

    strings: dict[str, Any] = pure(str)
    strings |= {"format": _str_format(guards), "join": _str_join(guards), "replace": _replace(guards)}
    strings |= {name: _padded(guards, getattr(str, name)) for name in ("ljust", "rjust", "center", "zfill")}
    raw: dict[str, Any] = pure(bytes) | {"join": _str_join(guards), "replace": _replace(guards)}
    raw |= {name: _padded(guards, getattr(bytes, name)) for name in ("ljust", "rjust", "center", "zfill")}
    lists = {
        **pure(list),
        **changing(list, "append", "insert", "pop", "remove", "clear", "reverse"),
        "extend": _from_iterable(guards, list.extend),
        "sort": _sorter(guards),
    }
    dicts = {
        **pure(dict),
        **changing(dict, "pop", "popitem", "clear"),
        "setdefault": _setdefault(guards),
        "update": _updater(guards, dict.update),
    }
    sets = {
        **pure(set),
        **changing(set, "add", "remove", "discard", "clear"),
        "pop": _set_pop(guards),
        **{
            name: _from_iterable(guards, getattr(set, name))
            for name in ("update", "intersection_update", "difference_update", "symmetric_difference_update")
        },
    }
    deques = {
        **pure(deque),
        **changing(deque, "append", "appendleft", "pop", "popleft", "insert", "remove", "clear", "reverse", "rotate"),
        "extend": _from_iterable(guards, deque.extend),
        "extendleft": _from_iterable(guards, deque.extendleft),
    }
    counters = {
        **dicts,
        **pure(Counter),
        **changing(Counter, "pop", "popitem", "clear"),
        "setdefault": _setdefault(guards),
        "update": _updater(guards, Counter.update),
        "subtract": _updater(guards, Counter.subtract),
    }
    arrays = {
        **pure(array, "tofile", "fromfile", "buffer_info"),
        **changing(array, "append", "insert", "pop", "remove", "reverse", "byteswap"),
        "extend": _from_iterable(guards, array.extend),
        "frombytes": _mutator(guards, array.frombytes, False),
        "fromlist": _mutator(guards, array.fromlist, False),
    }
    ordered = {**dicts, **changing(OrderedDict, "move_to_end", "pop", "popitem", "clear")}
    ordered["update"] = _updater(guards, OrderedDict.update)
    tables: dict[type, dict[str, Any]] = {
        str: strings,
        list: lists,
        dict: dicts,
        set: sets,
        int: pure(int),
        float: pure(float),
        bool: pure(bool),
        complex: pure(complex),
        bytes: raw,
        tuple: pure(tuple),
        frozenset: pure(frozenset),
        range: pure(range),
        slice: pure(slice),
        deque: deques,
        Counter: counters,
        defaultdict: {**dicts, "default_factory": _PURE},
        OrderedDict: ordered,
        array: arrays,
        Fraction: pure(Fraction),
        Decimal: pure(Decimal),
        type(None): {},
        types.GeneratorType: {name: _PURE for name in ("send", "throw", "close", "__next__", "__iter__", "__name__")},
        bytearray: {
            **pure(bytearray),
            **changing(bytearray, "append", "extend", "insert", "pop", "remove", "clear", "reverse"),
        },
    }
    for table in tables.values():
        for name, rule in table.items():
            if rule is not _PURE:
                rule.__name__ = name  # what a bound method is rendered by
    return tables


_MUTABLE: Final = (list, dict, set, deque, defaultdict, OrderedDict, Counter)
_SEQUENCES: Final = (list, deque, bytearray, array)
_SEQUENCE_WRITERS: Final = tuple(kind.__setitem__ for kind in _SEQUENCES)
_DICT_WRITERS: Final = (dict.__setitem__, OrderedDict.__setitem__)
_SPECIAL: Final = {
    "__getitem__": "item",
    "__setitem__": "set_item",
    "__delitem__": "delete_item",
    "__contains__": "has",
    "__len__": "length",
    "__iter__": "iterator",
    "__next__": "next_item",
    "__add__": "add",
    "__mul__": "mul",
    "__eq__": "equal",
    "__lt__": "less",
    "__str__": "text",
    "__repr__": "representation",
    "__hash__": "hashed",
    "__bool__": "truth",
    "__call__": "call",
    "__setattr__": "store_attribute",
}
_OPEN_TYPES: Final = (property, partial, type({}.keys()), type({}.values()), type({}.items()), types.SimpleNamespace)
_READING: Final = frozenset(
    {"read", "readline", "readlines", "buffer", "close", "flush", "write", "writelines", "getvalue", "seek", "tell",
     "isatty", "closed", "truncate", "readable", "writable"}
)  # fmt: skip
_STREAMS: Final[dict[type, frozenset[str]]] = {io.TextIOWrapper: _READING, io.StringIO: _READING, io.BytesIO: _READING}
_CALLABLE_TYPES: Final = (partial, operator.itemgetter, operator.attrgetter, staticmethod, classmethod, property)
_SINGLE: Iterable[Any] = ()
