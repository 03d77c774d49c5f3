"""The containers of a mirrored run: who holds whom, what was written since a step was last told, cached literals.

A node is made for every mutable value once it is bound to a name or stored in another one. Edges point from the held to
the holder and may be stale: they are checked when a place is worked out. Nodes keep their values alive, so identities
are not reused, but for large values that nothing else holds: those are let go, with their nodes.
"""

from __future__ import annotations

import re
import sys
import types
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import chain
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.record.rules import MODULE
from tracepile_hf.execution.replay.state.texts import HUGE, Node, render_kept

MANY: Final = object()  # held more than once by the same holder
WHOLE: Final = ""
UNBOUND: Final = "<unbound>"
MISSING: Final = object()  # in place of a value: the place is gone
MOST_PLACES: Final = 8  # more names for one thing than this: the roots are told whole
MOST_LINKS: Final = 64
LARGE: Final = 10_000  # elements
HEAVIEST: Final = 2_000_000  # elements of large values before it is looked which of them are still in use
ONLY_THE_NODE: Final = 2  # references: of the node, and of who counts them

SCALARS: Final = frozenset(
    {
        int, float, bool, str, bytes, complex, type(None), type(...), type(NotImplemented), range, slice, Fraction,
        Decimal, types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
        types.GeneratorType, map, filter, zip, enumerate, reversed,
    }
)  # fmt: skip
_ROWS: Final = frozenset({list, tuple, set, frozenset, deque})
_FIXED: Final = frozenset({tuple, frozenset})
_render: Final = literals.render


class Heap:
    """All nodes of a run and the log of writes: (node, suffix of the place or WHOLE, value)."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self.classes: set[int] = set()  # identities of the classes the program made: only their objects are looked into
        self.plain_classes: set[type] = set()  # the same without a metaclass: reading an attribute is what Python does
        self.plain: dict[int, str] = {}  # those whose objects are written by their dictionary alone -> their names
        self.log: list[tuple[Node, str, Any]] = []
        self.large: list[Node] = []  # of values with many elements
        self.weight = 0  # elements that these had, all together, when they were adopted
        self.cuts = False  # whether any pair of an operand was left out (CUT)
        self.cyclic = False  # whether a container may ever have held itself, directly or not

    def literal(self, value: Any) -> str:
        """The literal of a value, from the node's cache if it has one."""
        kind = type(value)
        if kind is int:
            if -HUGE < value < HUGE:
                return repr(value)
        elif kind is bool:
            return "True" if value else "False"
        elif kind not in SCALARS:
            node = self.nodes.get(id(value))
            if node is not None:
                if node.text is None:
                    node.text = render_kept(self.nodes, self.plain, value)
                return node.text
            return render_kept(self.nodes, self.plain, value)
        return _render(value)

    def own_class(self, cls: type) -> None:
        """A class of the program was made."""
        self.classes.add(id(cls))
        if cls.__module__ not in ("__main__", MODULE):
            return  # a stand-in for a class of the library
        if all(id(base) in self.classes or base is object for base in cls.__mro__) and _plain_slots(cls):
            self.plain[id(cls)] = cls.__name__
            if type(cls) is type and not _reads_itself(cls):
                self.plain_classes.add(cls)

    def adopt(self, value: Any) -> Node | None:
        """The node of a value (made with all that it holds if new); None for values that never change."""
        kind = type(value)
        if kind in SCALARS or (kind in _FIXED and SCALARS.issuperset(map(type, value))):
            return None
        node = self.nodes.get(id(value))
        return node if node is not None else self._adopt_new(value)

    def _adopt_new(self, value: Any) -> Node | None:
        first: Node | None = None
        pending: list[tuple[Any, Node | None, Any]] = [(value, None, None)]
        while pending:
            part, holder, key = pending.pop()
            node = self.nodes.get(id(part))
            if node is not None and holder is not None and not self.cyclic and node in self.above(holder):
                self.cyclic = True
            if node is None:
                kind = type(part)
                flat = kind in _ROWS and SCALARS.issuperset(map(type, part))
                if flat and kind in _FIXED:
                    continue
                node = self.nodes[id(part)] = Node(part)
                first = first or node
                if flat and len(part) > LARGE:
                    self._weigh(node, len(part))
                if not flat and not (kind is dict and SCALARS.issuperset(map(type, chain.from_iterable(part.items())))):
                    pending.extend(
                        (child, node, where) for where, child in self.held_by(part) if type(child) not in SCALARS
                    )
            if holder is not None:
                node.holders[holder] = key if holder not in node.holders else MANY
        return first

    def _weigh(self, node: Node, size: int) -> None:
        """One more large value; when they have become too much, those that nothing but its node holds go."""
        if self.weight > HEAVIEST:
            kept = []
            for old in self.large:
                if sys.getrefcount(old.value) > ONLY_THE_NODE:
                    kept.append(old)
                else:
                    self.nodes.pop(id(old.value), None)
                    old.value, old.text, old.full = None, None, None
                    old.holders.clear()
            self.large, self.weight = kept, sum(len(old.value) for old in kept)
        self.large.append(node)
        self.weight += size

    def link(self, holder: Any, key: Any, value: Any) -> None:
        """`holder` now holds `value` under `key`."""
        if type(value) in SCALARS:
            return
        owner = self.nodes.get(id(holder))
        if owner is not None:
            node = self.adopt(value)
            if node is not None:
                if not self.cyclic and (node is owner or (owner.holders and node in self.above(owner))):
                    self.cyclic = True
                node.holders[owner] = key if owner not in node.holders else MANY

    def link_all(self, holder: Any, values: Iterable[Any]) -> None:
        """`holder` now holds these values, somewhere."""
        for value in values:
            self.link(holder, MANY, value)

    def wrote(self, value: Any, suffix: str, part: Any) -> None:
        """Log a write to one element or attribute (`suffix`), or to the whole container."""
        node = self.nodes.get(id(value))
        if node is not None:
            self.log.append((node, suffix, part))
            node.text = node.full = None
            upper = node
            while upper.holders:
                if len(upper.holders) > 1 or self.cyclic:
                    for other in self.above(upper):
                        other.text = other.full = None
                    return
                (upper,) = upper.holders
                upper.text = upper.full = None

    def above(self, node: Node) -> dict[Node, None]:
        """The node and everything that holds it, directly or not; in an order that does not hang on addresses."""
        seen = {node: None}
        pending = [node]
        while pending:
            for holder in pending.pop().holders:
                if holder not in seen:
                    seen[holder] = None
                    pending.append(holder)
        return seen

    def ways(self, node: Node, roots: dict[int, list[str]], suffix: str) -> list[tuple[str, str, Any]]:
        """(name, place, value) of every way from a name in `roots` to the node, as `places` gives them."""
        found: list[tuple[str, str, Any]] = []
        part, rest, steps = node, suffix, 0
        while True:
            for name in roots.get(id(part.value), ()):
                found.append((name, name + rest, None))
            if not part.holders:
                return found
            steps += 1
            if len(part.holders) > 1 or self.cyclic or steps > MOST_LINKS or len(found) > MOST_PLACES:
                break
            ((holder, hint),) = part.holders.items()
            key = suffix_of(hint) if hint is not MANY and self._is_there(holder.value, hint, part.value) else None
            if key is None:
                break
            part, rest = holder, key + rest
        return [(_root(place), place, value) for place, value in self.places(node, roots, suffix)]

    def places(self, node: Node, roots: dict[int, list[str]], suffix: str) -> Iterator[tuple[str, Any]]:
        """(place, value) of every way from a name in `roots` to the node; `suffix` and no value: of the node itself.

        With too many ways, or where no place can be written, the roots themselves.
        """
        found: list[tuple[str, Any]] = []
        pending: list[tuple[Node, str, tuple[Node, ...]]] = [(node, suffix, (node,))]
        links = 0
        while pending:
            part, rest, trail = pending.pop(0)
            found.extend((name + rest, None) for name in roots.get(id(part.value), ()))
            for holder in list(part.holders):
                if holder in trail:
                    continue
                keys = self._keys(holder, part)
                links += max(1, len(keys))
                for key in keys:
                    if key is None:  # an element of a set, a key of a dict: only the holder can be told
                        found.extend((place, holder.value) for place, _ in self._wholes(holder, roots))
                    else:
                        pending.append((holder, key + rest, (*trail, holder)))
            if len(found) > MOST_PLACES or links > MOST_LINKS:
                yield from self._roots_above(node, roots)
                return
        yield from found

    def _wholes(self, node: Node, roots: dict[int, list[str]]) -> list[tuple[str, Any]]:
        return [(place, None) for place, _ in self.places(node, roots, WHOLE)]

    def _roots_above(self, node: Node, roots: dict[int, list[str]]) -> Iterator[tuple[str, Any]]:
        for upper in self.above(node):
            for name in roots.get(id(upper.value), ()):
                yield name, upper.value

    def _keys(self, holder: Node, node: Node) -> list[str | None]:
        """Suffixes under which a holder holds a node; the edge goes when there is none."""
        hint, child = node.holders[holder], node.value
        if hint is not MANY and self._is_there(holder.value, hint, child):
            return [suffix_of(hint)]
        keys = [where for where, value in self.held_by(holder.value) if value is child]
        if not keys:
            del node.holders[holder]
        elif len(keys) == 1 and keys[0] is not None:
            node.holders[holder] = keys[0]
        return [suffix_of(key) for key in keys]

    def _is_there(self, holder: Any, hint: Any, child: Any) -> bool:
        """Whether a holder still holds a child where it was last seen."""
        kind, where = type(holder), type(hint)
        if where is int:
            if kind is list:
                return hint < len(holder) and holder[hint] is child
            return kind is dict and holder.get(hint) is child
        if where is str:
            return kind is dict and holder.get(hint) is child
        if where is Attribute and (kind is types.FunctionType or isinstance(holder, type)):
            return vars(holder).get(hint.name) is child  # attributes of a function, methods that have attributes
        return where is Attribute and id(kind) in self.plain and holder.__dict__.get(hint.name) is child

    def adopt_anyway(self, value: Any) -> Node:
        """A node for a value of a kind that usually holds nothing (a function with attributes)."""
        return self.nodes.setdefault(id(value), Node(value))

    def held_by(self, value: Any) -> Iterator[tuple[Any, Any]]:
        """(key, part) of everything directly inside a value; key None where no place leads to it.

        Keys of dicts that are neither int nor str are wrapped in a tuple.
        """
        if isinstance(value, (list, tuple, deque)):
            names = getattr(value, "_fields", None) if isinstance(value, tuple) else None
            yield from zip(map(Attribute, names), value, strict=False) if names else enumerate(type_iter(value))
        elif isinstance(value, dict):
            for key, part in dict.items(value) if not isinstance(value, OrderedDict) else list(value.items()):
                if type(key) not in SCALARS:
                    yield None, key
                yield (key if type(key) in (int, str) else (key,)), part
        elif isinstance(value, (set, frozenset)):
            for part in value:
                yield None, part
        elif isinstance(value, type):
            yield from ((Attribute(name), part) for name, part in data_attributes(value))
            return
        if id(type(value)) in self.plain or type(value) is types.FunctionType:
            for name, part in value.__dict__.items():
                yield Attribute(name), part
        elif id(type(value)) in self.classes:
            yield from ((Attribute(name), part) for name, part in attributes_of(value))


def suffix_of(key: Any) -> str | None:
    """How a place goes on from its holder: `[3]`, `['a']`, `.left`; None when it cannot."""
    if key is None:
        return None
    if type(key) is Attribute:
        return f".{key.name}"
    return f"[{key!r}]" if type(key) in (int, str) else f"[{_render(key[0])}]"


def _root(place: str) -> str:
    """The name with which a place begins."""
    return re.split(r"[.\[]", place, maxsplit=1)[0]


class Attribute:
    """A key that is an attribute's name, not an item's."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def type_iter(value: Any) -> Iterator[Any]:
    """Iterate a builtin sequence past any `__iter__` its class may define."""
    base: Any = list if isinstance(value, list) else tuple if isinstance(value, tuple) else deque
    return iter(base.__iter__(value))


def attributes_of(value: Any) -> list[tuple[str, Any]]:
    """The instance attributes of an object of a program's class: slots and dictionary."""
    kind = type(value)
    found: list[tuple[str, Any]] = []
    for cls in kind.__mro__:
        for name, member in vars(cls).items():
            if type(member) is types.MemberDescriptorType:
                try:
                    found.append((name, member.__get__(value)))
                except AttributeError:
                    continue
    stored = getattr(value, "__dict__", None)
    if type(stored) is dict:
        found.extend(stored.items())
    return found


def data_attributes(cls: type) -> list[tuple[str, Any]]:
    """What a class statement bound that is data: no functions, descriptors, classes or special names."""
    if not cls.__flags__ & 1 << 9 or cls.__flags__ & 1 << 8 or issubclass(cls, (Enum, tuple)):
        return []  # not from a class statement of the program, or with members of its own kind only
    return [
        (name, value)
        for name, value in vars(cls).items()
        if not (name.startswith("__") and name.endswith("__"))
        and name != "_abc_impl"
        and not isinstance(value, (type, types.FunctionType))
        and not hasattr(type(value), "__get__")
    ]


def _plain_slots(cls: type) -> bool:
    """Whether no class in the line has `__slots__`, an odd name, or is an enum."""
    return cls.__name__.isidentifier() and not any(
        type(member) is types.MemberDescriptorType for base in cls.__mro__ for member in vars(base).values()
    )


def _reads_itself(cls: type) -> bool:
    """Whether a class of the program says itself what reading an attribute gives."""
    return any("__getattribute__" in vars(base) for base in cls.__mro__ if base is not object)
