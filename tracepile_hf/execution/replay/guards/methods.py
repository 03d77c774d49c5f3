"""Methods of builtin types in a mirrored run: which are pure, which change their receiver, which must be bounded."""

from __future__ import annotations

import threading
import types
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain
from re import Match, Pattern
from typing import TYPE_CHECKING, Any, Final

from tracepile_hf.execution.record.set_elements import ATOMS, coded
from tracepile_hf.execution.replay.guards.texts import TextRules, refuse_if_long
from tracepile_hf.execution.replay.state.heap import MANY, SCALARS, WHOLE
from tracepile_hf.execution.replay.state.steps import Stop

if TYPE_CHECKING:
    from tracepile_hf.execution.replay.guards.operations import Guards

PURE: Final = object()  # the native method may be called as it is
_NATIVE: Final = frozenset(
    {int, float, bool, complex, tuple, frozenset, range, slice, Fraction, Decimal, date, time, timedelta, timezone,
     Match}
)  # fmt: skip  # types whose methods are all native
WIDEST: Final = 4_000_000  # bits of an integer

Rule = Callable[..., Any]
_REORDERING: Final = frozenset(
    {list.reverse, deque.rotate, deque.reverse, OrderedDict.move_to_end, array.reverse, array.byteswap}
)
_WHOLE: Final = frozenset({list, tuple, str, bytes, dict, set, frozenset, range})
_ONE_BY_ONE: Final = frozenset({list.extend, deque.extend, deque.extendleft, set.update})
_OF_ONE: Final = frozenset({list.extend, deque.extend, deque.extendleft, set.symmetric_difference_update})
_SAME_LENGTH: Final = frozenset({set.symmetric_difference_update})


class Rules(TextRules):
    """Makes the rules for methods that are not simply pure."""

    def __init__(self, guards: Guards) -> None:
        self.guards = guards
        self.heap = guards.run.heap

    def change(self, native: Callable[..., Any]) -> Rule:
        """A method that changes the length or order of its receiver and may put its arguments into it."""
        heap, always = self.heap, native in _REORDERING

        def change(receiver: Any, *arguments: Any, **named: Any) -> Any:
            count = len(receiver)
            result = native(receiver, *arguments, **named)
            for value in arguments:
                if type(value) not in SCALARS:
                    heap.link(receiver, MANY, value)
            if always or len(receiver) != count or getattr(receiver, "maxlen", None) == count:
                heap.wrote(receiver, WHOLE, None)
            return result

        return change

    def append(self, native: Callable[[Any, Any], None]) -> Rule:
        """`list.append` and `set.add`, which are called more than all others."""
        heap, is_set = self.heap, native is set.add

        def append(receiver: Any, *arguments: Any, **named: Any) -> None:
            count = len(receiver)
            native(receiver, *arguments, **named)
            value = arguments[0]
            if type(value) not in SCALARS:
                heap.link(receiver, MANY if is_set else count, value)
            if len(receiver) != count:
                heap.wrote(receiver, WHOLE, None)

        return append

    def take_over(self, native: Callable[..., Any]) -> Rule:
        """A method that takes over the elements of iterables."""
        guards, heap = self.guards, self.heap

        def take_over(receiver: Any, *iterables: Any, **named: Any) -> Any:
            if named or (len(iterables) != 1 and native in _OF_ONE):
                return native(receiver, *iterables, **named)  # raises TypeError
            if len(iterables) == 1 and type(iterables[0]) not in _WHOLE and native in _ONE_BY_ONE:
                return one_by_one(receiver, iterables[0])
            held = [value if isinstance(value, (set, frozenset)) else list(guards.plain(value)) for value in iterables]
            refuse_if_long(len(receiver) + sum(map(len, held)))
            count = len(receiver)
            result = native(receiver, *held)
            for values in held:
                heap.link_all(receiver, values)
            if len(receiver) != count or native in _SAME_LENGTH or getattr(receiver, "maxlen", None) == count:
                guards.changed(receiver)
            return result

        def one_by_one(receiver: Any, values: Any) -> None:
            """From a lazy iterable the elements come one at a time, and whoever makes them can see that."""
            for value in guards.plain(values):
                refuse_if_long(len(receiver))
                native(receiver, (value,))
                heap.link(receiver, MANY, value)
                guards.changed(receiver)

        return take_over

    def update(self, native: Callable[..., Any]) -> Rule:
        """`update` of dicts and counters."""
        guards, heap = self.guards, self.heap

        def update(receiver: Any, *arguments: Any, **named: Any) -> Any:
            if len(arguments) > 1:
                return native(receiver, *arguments, **named)  # raises TypeError
            held = tuple([value if isinstance(value, dict) else _listed(guards.plain(value)) for value in arguments])
            before = dict(receiver)
            result = native(receiver, *held, **named)
            if len(before) != len(receiver) or native is not dict.update:
                heap.link_all(receiver, receiver.values())
                guards.changed(receiver)
            else:
                for key, value in receiver.items():
                    if before[key] is not value:
                        heap.link(receiver, MANY, value)
                        guards.changed(receiver, f"[{heap.literal(key)}]", value)
            return result

        return update

    def setdefault(self, receiver: Any, *given: Any, **named: Any) -> Any:
        guards = self.guards
        count = len(receiver)
        result = receiver.setdefault(*given, **named)
        if len(receiver) != count:
            self.heap.link(receiver, MANY, result)
            guards.changed(receiver)
        return result

    def sort(self, receiver: Any, *given: Any, **named: Any) -> None:
        guards = self.guards
        before = list(receiver)
        if named.get("key") is not None:
            named["key"] = guards.callable(named["key"])
        list.sort(receiver, *given, **named)
        if any(old is not new for old, new in zip(before, receiver, strict=False)):
            guards.changed(receiver)

    def set_pop(self, receiver: Any, *arguments: Any, **named: Any) -> Any:
        """Which element it is hangs on all that ever happened to the set: the journal says it."""
        if arguments or named or not receiver:
            return set.pop(receiver, *arguments, **named)  # raises TypeError or KeyError
        value = self.guards.journal.element(receiver, compares_natively(self.guards, receiver))
        if type(value) in ATOMS or not self.guards.classes:
            set.remove(receiver, value)
        else:
            _remove_same(receiver, value)
        self.guards.changed(receiver)
        return value

    def direct_pop(self, receiver: Any, *arguments: Any, **named: Any) -> Any:
        """`pop` of a set, held before it is called: the value that is written down for the call says which element."""
        if arguments or named or not receiver:
            return set.pop(receiver, *arguments, **named)  # raises TypeError or KeyError
        element = self.guards.journal.peek()
        found = [part for part in receiver if coded(part) == element]
        if len(found) != 1 or not compares_natively(self.guards, receiver):
            raise Stop("set_order")
        (value,) = found
        set.remove(receiver, value)
        self.guards.changed(receiver)
        return value


def _bound_pop() -> Rule:
    """`s.pop` of a set as a value; it is called through `direct_pop` only."""

    def pop(receiver: Any, *arguments: Any, **named: Any) -> Any:
        raise Stop("set_order")

    return pop


def _remove_same(values: Any, member: Any) -> None:
    """Remove a member without a call of its `__hash__`, as `pop` does: sets hand stored hashes on among themselves."""
    after, position = set.copy(values), 0
    while set.pop(after) is not member:
        position += 1
    along = set.copy(values)
    for _ in range(position):
        set.pop(along)
    set.difference_update(values, set.difference(along, after))


def compares_natively(guards: Guards, values: Any) -> bool:
    """Whether looking for a member of a set cannot come to code of the program."""
    if not guards.classes and not guards.foreign.bases:
        return True
    kinds = set(map(type, values))
    return ATOMS.issuperset(kinds) or (kinds == {tuple} and ATOMS.issuperset(map(type, chain.from_iterable(values))))


def _listed(value: Any) -> Any:
    return value if hasattr(value, "keys") else list(value)


@cache
def _pure(kind: type, *without: str) -> dict[str, Any]:
    """A table of native methods: one for all runs, and never written to."""
    return {name: PURE for name in dir(kind) if not name.startswith("_") and name not in without}


Table = dict[str, Any]


class Tables(dict[type, "Table | None"]):
    """type -> method -> PURE or the rule in its place, made when first asked for; None: not a type with methods here.

    What is not in a table cannot be called. `rules` has the identities of all rules made.
    """

    __slots__ = ("_rules", "bound_pop", "direct_pop", "rules")

    def __init__(self, guards: Guards) -> None:
        self._rules = Rules(guards)
        self.rules: set[int] = {id(PURE)}
        self.bound_pop = _bound_pop()
        self.direct_pop = self._rules.direct_pop
        self.name(self.bound_pop, "pop")

    def __missing__(self, kind: type) -> Table | None:
        maker = _MAKERS.get(kind)
        table = maker(self._rules) if maker is not None else _pure(kind, *_CLOCKS) if kind in _NATIVE else None
        if maker is not None and table is not None:
            for name, rule in table.items():
                if rule is not PURE:
                    self.name(rule, name)
        self[kind] = table
        return table

    def name(self, rule: Any, name: str) -> None:
        """Make a function a rule: it gets the name that a bound method is rendered by."""
        rule.__name__ = name
        self.rules.add(id(rule))

    def of(self, kind: type) -> Table:
        """The table of a type that has one."""
        return self[kind] or {}

    def __contains__(self, kind: object) -> bool:
        return kind in _MAKERS or kind in _NATIVE


def _changing(rules: Rules, kind: Any, *names: str) -> Table:
    return {name: rules.change(getattr(kind, name)) for name in names}


def _text(rules: Rules, kind: Any) -> Table:
    padded = {name: rules.padded(getattr(kind, name)) for name in ("ljust", "rjust", "center", "zfill")}
    own = {"join": rules.join, "replace": rules.replace, "expandtabs": rules.expandtabs}
    return {**_pure(kind), **padded, **{name: _own(rule) for name, rule in own.items()}}


def _str(rules: Rules) -> Table:
    return {**_text(rules, str), "format": _own(rules.format), "format_map": _own(rules.format_map)}


def _list(rules: Rules) -> Table:
    return {
        **_pure(list),
        "append": rules.append(list.append),
        **_changing(rules, list, "insert", "pop", "remove", "clear", "reverse"),
        "extend": rules.take_over(list.extend),
        "sort": _own(rules.sort),
    }


def _dict(rules: Rules) -> Table:
    return {
        **_pure(dict),
        **_changing(rules, dict, "pop", "popitem", "clear"),
        "setdefault": _own(rules.setdefault),
        "update": rules.update(dict.update),
    }


def _set(rules: Rules) -> Table:
    return {
        **_pure(set),
        "add": rules.append(set.add),
        **_changing(rules, set, "remove", "discard", "clear"),
        "pop": _own(rules.set_pop),
        "update": rules.take_over(set.update),
        "intersection_update": rules.take_over(set.intersection_update),
        "difference_update": rules.take_over(set.difference_update),
        "symmetric_difference_update": rules.take_over(set.symmetric_difference_update),
    }


def _deque(rules: Rules) -> Table:
    changing = ("append", "appendleft", "pop", "popleft", "insert", "remove", "clear", "reverse", "rotate")
    return {
        **_pure(deque),
        **_changing(rules, deque, *changing),
        "extend": rules.take_over(deque.extend),
        "extendleft": rules.take_over(deque.extendleft),
    }


def _counter(rules: Rules) -> Table:
    return {
        **_dict(rules),
        **_pure(Counter),
        **_changing(rules, Counter, "pop", "popitem", "clear"),
        "setdefault": _own(rules.setdefault),
        "update": rules.update(Counter.update),
        "subtract": rules.update(Counter.subtract),
    }


def _defaultdict(rules: Rules) -> Table:
    return {**_dict(rules), **_changing(rules, defaultdict, "pop", "popitem", "clear"), "default_factory": PURE}


def _ordered_dict(rules: Rules) -> Table:
    return {
        **_dict(rules),
        **_changing(rules, OrderedDict, "move_to_end", "pop", "popitem", "clear"),
        "update": rules.update(OrderedDict.update),
    }


def _lock(rules: Rules) -> Table:
    return {"acquire": _acquire, "release": PURE, "locked": PURE}


def _acquire(receiver: Any, blocking: Any = True, timeout: Any = -1) -> Any:
    """A lock that is held already is never let go by anybody else here."""
    if blocking and timeout < 0 and receiver.locked():
        raise Stop("opaque_call", "a lock that is not let go")
    return receiver.acquire(blocking, timeout)


def _array(rules: Rules) -> Table:
    changing = ("append", "insert", "pop", "remove", "reverse", "byteswap", "frombytes", "fromlist")
    return {
        **_pure(array, "tofile", "fromfile", "buffer_info"),
        **_changing(rules, array, *changing),
        "extend": rules.take_over(_extend_array),
    }


def _bytearray(rules: Rules) -> Table:
    changing = ("append", "extend", "insert", "pop", "remove", "clear", "reverse")
    return {**_pure(bytearray), **_changing(rules, bytearray, *changing)}


def _generator(rules: Rules) -> Table:
    return dict.fromkeys(("send", "throw", "close", "__next__", "__iter__", "__name__"), PURE)


def _datetime(rules: Rules) -> Table:
    pure = _pure(datetime, "now", "today", "utcnow", "fromtimestamp", "strptime", "astimezone")
    return {**pure, "astimezone": _as_timezone}


def _as_timezone(receiver: datetime, tz: Any = None) -> Any:
    """Between zones that are both known: the system's own is not."""
    if tz is None or receiver.tzinfo is None:
        raise Stop("attribute", "astimezone")
    return receiver.astimezone(tz)


def _pattern(rules: Rules) -> Table:
    return dict(_pure(Pattern, *_CLOCKS))  # its own copy: `import re` adds to it


_CLOCKS: Final = ("today", "fromtimestamp", "sub", "subn")  # not to be called on a type whose methods are native
_MAKERS: Final[dict[type, Callable[[Rules], Table]]] = {
    str: _str, bytes: lambda rules: _text(rules, bytes), list: _list, dict: _dict, set: _set, deque: _deque,
    Counter: _counter, defaultdict: _defaultdict, OrderedDict: _ordered_dict, array: _array, bytearray: _bytearray,
    types.GeneratorType: _generator, type(threading.Lock()): _lock, datetime: _datetime, Pattern: _pattern,
    type(None): lambda rules: {},
}  # fmt: skip


def _extend_array(receiver: array[Any], values: list[Any]) -> None:
    receiver.fromlist(values)


def _own(rule: Any) -> Rule:
    """A rule that is a method of Rules, as a plain function: several types may need it under several names."""
    return lambda receiver, *arguments, **named: rule(receiver, *arguments, **named)
