"""How a value of each type is written: one plan a type, builtin ones in a table, others decided once.

Everything is read through builtin types' own methods and descriptors, never through the value's class.
"""

from __future__ import annotations

import datetime
import functools
import keyword
import types
import unicodedata
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final
from weakref import ReferenceType

from tracepile_hf.literals import arrays, symbolic
from tracepile_hf.literals.standins import Factory, Instance, Member, Opaque

if TYPE_CHECKING:
    from tracepile_hf.literals.rendering import Writer

MAX_DIGITS: Final = 100_000  # an integer is written whole up to here, whatever the limit
DECIMAL_DIGITS: Final = 4300  # beyond this CPython refuses decimal conversion by default: such integers are in hex
SMALL: Final = 10**600  # below sys.int_info.str_digits_check_threshold, so no setting can make repr fail

# Read through the metatype's own descriptors: a program's metaclass may override every attribute.
_mro: Final = type.__dict__["__mro__"].__get__
_vars: Final = type.__dict__["__dict__"].__get__
_class_name: Final = type.__dict__["__name__"].__get__
_module_dict: Final[Any] = vars(types.ModuleType)["__dict__"].__get__
_flags: Final = type.__dict__["__flags__"].__get__
_error_arguments: Final = BaseException.__dict__["args"].__get__
_maxlen: Final = deque.__dict__["maxlen"].__get__
_numerator: Final = Fraction.__dict__["_numerator"].__get__
_denominator: Final = Fraction.__dict__["_denominator"].__get__
_IMMUTABLE_TYPE: Final = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE: types written in C, never a class statement
_HEAP_TYPE: Final = 1 << 9  # Py_TPFLAGS_HEAPTYPE
# Classes of these modules keep thread identities, file numbers and clocks: their insides are not the program's state.
_OPAQUE_MODULES: Final = frozenset(
    {"asyncio", "concurrent", "io", "logging", "multiprocessing", "subprocess", "tempfile", "threading", "weakref"}
)


WriteValue = Callable[["Writer", Any, int], str]


def _integer(writer: Writer, value: int, left: int) -> str:
    bits = int.bit_length(value)
    if bits > MAX_DIGITS * 3.33:
        return f"<cut: integer of {bits} bits>"
    if bits < 1900:  # under 600 digits
        return int.__repr__(value)
    if bits > DECIMAL_DIGITS * 3.3219:
        return ("-" if int.__lt__(value, 0) else "") + hex(int.__abs__(value))
    high, low = divmod(int.__abs__(value), SMALL)  # in blocks: the program may have lowered the digit limit
    blocks = [low]
    while high:
        high, low = divmod(high, SMALL)
        blocks.append(low)
    digits = str(blocks.pop()) + "".join(str(block).rjust(600, "0") for block in reversed(blocks))
    return ("-" if int.__lt__(value, 0) else "") + digits


def _quoted(writer: Writer, value: Any, left: int) -> str:
    base: Any = str if issubclass(type(value), str) else bytes
    size = base.__len__(value)
    room = max(left, 16)
    if size <= room:
        return str(base.__repr__(value))
    return f"{base.__repr__(base.__getitem__(value, slice(room)))}<cut: {size - room} more>"


def _bytearray(writer: Writer, value: bytearray, left: int) -> str:
    return f"bytearray({_quoted(writer, bytes(memoryview(value)), left)})"


def _list(writer: Writer, value: list[object], left: int) -> str:
    return f"[{writer.row(list.__iter__(value), list.__len__(value), left)}]"


def _tuple(writer: Writer, value: tuple[object, ...], left: int) -> str:
    inside = writer.row(tuple.__iter__(value), tuple.__len__(value), left)
    return f"({inside},)" if tuple.__len__(value) == 1 else f"({inside})"


def _set(writer: Writer, value: set[object], left: int) -> str:
    size = set.__len__(value)
    return f"{{{writer.row(writer.ordered(set.__iter__(value), left), size, left)}}}" if size else "set()"


def _frozenset(writer: Writer, value: frozenset[object], left: int) -> str:
    size = frozenset.__len__(value)
    inside = writer.row(writer.ordered(frozenset.__iter__(value), left), size, left)
    return f"frozenset({{{inside}}})" if size else "frozenset()"


def _dict(writer: Writer, value: dict[object, object], left: int) -> str:
    return f"{{{writer.pairs(dict.items(value), dict.__len__(value), left)}}}"


def _counter(writer: Writer, value: dict[object, object], left: int) -> str:
    return f"Counter({_dict(writer, value, left)})"


def _defaultdict(writer: Writer, value: defaultdict[object, object], left: int) -> str:
    factory = defaultdict.__dict__["default_factory"].__get__(value)
    return f"defaultdict({_factory_name(factory)}, {_dict(writer, value, left)})"


def _factory_name(factory: object) -> str:
    if factory is None:
        return "None"
    kind = type(factory)
    name = "..."
    if kind is Factory:
        name = factory.name  # type: ignore[attr-defined]  # kind is Factory
    elif id(type) in map(id, _mro(kind)):
        name = _class_name(factory)
    elif kind is types.FunctionType or kind is types.BuiltinFunctionType:
        name = factory.__name__  # type: ignore[attr-defined]  # exact function types
    return name if is_name(name) else "..."


def _ordered_dict(writer: Writer, value: OrderedDict[object, object], left: int) -> str:
    # Order lives in OrderedDict's own list; its item iterator would hash the keys, which is the program's code.
    found = {id(key): item for key, item in dict.items(value)}
    keys = list(OrderedDict.__iter__(value))
    pairs = [(key, found[id(key)]) for key in keys]
    if writer.canonical:  # order is part of this value
        return f"OrderedDict([{writer.row(pairs, len(pairs), left)}])"
    return f"OrderedDict({{{writer.pairs(pairs, len(pairs), left)}}})"


def _deque(writer: Writer, value: deque[object], left: int) -> str:
    inside = writer.row(deque.__iter__(value), deque.__len__(value), left)
    maxlen = _maxlen(value)
    return f"deque([{inside}])" if maxlen is None else f"deque([{inside}], maxlen={maxlen})"


def _array(writer: Writer, value: array[Any], left: int) -> str:
    inside = writer.row(array.__iter__(value), array.__len__(value), left)
    return f"array({array.__dict__['typecode'].__get__(value)!r}, [{inside}])"


def _view(writer: Writer, value: Any, left: int) -> str:
    kind = type(value)
    return f"{kind.__name__}([{writer.row(kind.__iter__(value), kind.__len__(value), left)}])"


def _fraction(writer: Writer, value: Fraction, left: int) -> str:
    return f"Fraction({writer.text(_numerator(value), left)}, {writer.text(_denominator(value), left)})"


def _timezone(writer: Writer, value: datetime.timezone, left: int) -> str:
    if value is datetime.timezone.utc:
        return "datetime.timezone.utc"
    arguments = datetime.timezone.__getinitargs__(value)  # type: ignore[attr-defined]  # typeshed leaves it out
    return f"datetime.timezone({writer.row(arguments, len(arguments), left)})"


def _moment(writer: Writer, value: Any, left: int) -> str:
    """datetime and time as their repr writes them, without asking a time zone of the program's making for its repr."""
    kind: Any = datetime.datetime if issubclass(type(value), datetime.datetime) else datetime.time
    day = ("year", "month", "day") if kind is datetime.datetime else ()
    numbers = [datetime.date.__dict__[name].__get__(value) for name in day]
    numbers += [kind.__dict__[name].__get__(value) for name in ("hour", "minute", "second", "microsecond")]
    for _ in ("microsecond", "second"):
        if numbers[-1] == 0:
            numbers.pop()
    zone = kind.__dict__["tzinfo"].__get__(value)
    parts = list(map(repr, numbers))
    if kind.__dict__["fold"].__get__(value):
        parts.append("fold=1")
    if zone is not None:
        parts.append(f"tzinfo={writer.text(zone, left)}")
    return f"datetime.{kind.__name__}({', '.join(parts)})"


def _exception(writer: Writer, value: BaseException, left: int) -> str:
    arguments = _error_arguments(value)
    return _named(type(value), f"({writer.row(arguments, len(arguments), left)})")


def _class(writer: Writer, value: Any, left: int) -> str:
    return f"<class {_class_name(value)}>"


def _module(writer: Writer, value: types.ModuleType, left: int) -> str:
    name = _module_dict(value).get("__name__")
    return f"<module {name}>" if type(name) is str else "<module>"


def _function(writer: Writer, value: Any, left: int) -> str:
    """Functions of C and Python, and the wrappers of functools that carry the function's name."""
    if type(value) is types.MethodType:
        return _function(writer, value.__func__, left).replace("<function", "<method", 1)
    name = getattr(value, "__name__", "") if type(value) in _NAMED_FUNCTIONS else _instance_dict(value).get("__name__")
    bound = type(value) is types.BuiltinFunctionType and id(type(value.__self__)) not in _HOME_IDS
    word = "method" if bound else "function"
    return f"<{word} {name}>" if type(name) is str else "<function>"


def _generator(writer: Writer, value: Any, left: int) -> str:
    return f"<generator {value.__name__}>"


def _instance(writer: Writer, value: Instance, left: int) -> str:
    positional = writer.row(value.__positional__, len(value.__positional__), left)
    named = writer.fields(value.__fields__.items(), len(value.__fields__), left - len(positional))
    return f"{value.__class_name__}({', '.join(filter(None, (positional, named)))})"


def _plain(writer: Writer, value: object, left: int) -> str:
    attributes = _attributes(value)
    return _named(type(value), f"({writer.fields(attributes, len(attributes), left)})")


def _member(writer: Writer, value: object, left: int) -> str:
    stored = _instance_dict(value)
    name = stored.get("_name_")
    if type(name) is str and is_name(name):
        return _named(type(value), f".{name}")
    return _named(type(value), f"({writer.text(stored.get('_value_'), left)})")


def _named_tuple(writer: Writer, value: tuple[object, ...], left: int) -> str:
    names = next(_vars(cls)["_fields"] for cls in _mro(type(value)) if "_fields" in _vars(cls))
    inside = writer.fields(zip(names, tuple.__iter__(value), strict=False), len(names), left)
    return _named(type(value), f"({inside})")


def _subclass_of(whole: WriteValue) -> WriteValue:
    """For a class derived from a builtin one: the builtin value, then what attributes the class added."""

    def write(writer: Writer, value: object, left: int) -> str:
        attributes = _attributes(value)
        base = whole(writer, value, left)
        if not attributes:
            return _named(type(value), f"({base})")
        return _named(type(value), f"({base}, {writer.fields(attributes, len(attributes), left - len(base))})")

    return write


def _named(kind: type, rest: str) -> str:
    name = _class_name(kind)
    return name + rest if is_name(name) else f"<{name}>"


def is_name(text: str) -> bool:
    """Whether the parser would read `text` back as this very name (it normalises to NFKC)."""
    if not text.isidentifier() or keyword.iskeyword(text):
        return False
    return text.isascii() or unicodedata.normalize("NFKC", text) == text


def _instance_dict(value: object) -> dict[str, object]:
    for cls in _mro(type(value)):
        getter = _vars(cls).get("__dict__")
        if type(getter) is types.GetSetDescriptorType:
            return dict(getter.__get__(value))
    return {}


def _attributes(value: object) -> list[tuple[str, object]]:
    """Slots from the base class down, then the instance dictionary in the order of assignment."""
    found: list[tuple[str, object]] = []
    for cls in reversed(_mro(type(value))):
        if not _from_class_statement(cls):
            continue
        for name, member in _vars(cls).items():
            if type(member) is types.MemberDescriptorType:
                try:
                    found.append((name, member.__get__(value)))
                except AttributeError:  # a slot that was never set
                    continue
    found.extend((name, item) for name, item in _instance_dict(value).items() if type(name) is str)
    return found


def _from_class_statement(cls: type) -> bool:
    flags = _flags(cls)
    return bool(flags & _HEAP_TYPE) and not flags & _IMMUTABLE_TYPE and id(cls) not in _EXACT


def writer_of(kind: type) -> WriteValue:
    """How values of a type are written: from the table, else decided once and kept with the type."""
    plan = _EXACT.get(id(kind))
    if plan is not None:
        return plan
    kept = _PLANS.get(id(kind))
    if kept is None or kept[0]() is not kind:
        if not len(_PLANS) % _MANY:
            _forget_dead()
        kept = _PLANS[id(kind)] = (ReferenceType(kind), _decide(kind))
    return kept[1]


def _forget_dead() -> None:
    """Not by a callback of the reference: a program could find that, and through it this table."""
    for number in [number for number, (kind, _) in _PLANS.items() if kind() is None]:
        del _PLANS[number]


def _decide(kind: type) -> WriteValue:
    line = _mro(kind)
    plan = symbolic.plan_for(kind) or arrays.plan_for(kind)
    if plan is not None:
        return plan
    ids = set(map(id, line))
    for base, plan in _FAMILIES:
        if id(base) in ids:
            return plan
    if id(tuple) in ids and _has_field_names(line):
        return _named_tuple
    for cls in line:
        if id(cls) in _EXACT and cls is not object:
            return _subclass_of(_EXACT[id(cls)])
    modules = {str(_vars(cls).get("__module__")).partition(".")[0] for cls in line}
    if _from_class_statement(kind) and not modules & _OPAQUE_MODULES:
        return _plain
    text = "<iterator>" if any("__next__" in _vars(cls) for cls in line) else f"<{_class_name(kind)}>"
    return _leaf(text)


def _has_field_names(line: tuple[type, ...]) -> bool:
    names = next((_vars(cls)["_fields"] for cls in line if "_fields" in _vars(cls)), None)
    return type(names) is tuple and all(type(name) is str for name in names)


def _leaf(text: str) -> WriteValue:
    return lambda writer, value, left: text


_MANY: Final = 1000
_PLANS: Final[dict[int, tuple[ReferenceType[type], WriteValue]]] = {}  # classes of programs come and go
_FAMILIES: Final[tuple[tuple[type, WriteValue], ...]] = (
    (Enum, _member),
    (Instance, _instance),
    (type, _class),
    (BaseException, _exception),
    (types.ModuleType, _module),
)
_lru_wrapper: Final = type(functools.lru_cache(lambda: None))
_NAMED_FUNCTIONS: Final = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.MethodWrapperType,
    types.ClassMethodDescriptorType,
)
_HOME_IDS: Final = frozenset(map(id, (types.ModuleType, type(None))))
_EXACT: Final[dict[int, WriteValue]] = {
    id(int): _integer,
    id(bool): lambda writer, value, left: repr(value),
    id(type(None)): _leaf("None"),
    id(type(...)): _leaf("Ellipsis"),
    id(type(NotImplemented)): _leaf("NotImplemented"),
    id(float): lambda writer, value, left: float.__repr__(value),
    id(complex): lambda writer, value, left: complex.__repr__(value),
    id(str): _quoted,
    id(bytes): _quoted,
    id(bytearray): _bytearray,
    id(list): _list,
    id(tuple): _tuple,
    id(set): _set,
    id(frozenset): _frozenset,
    id(dict): _dict,
    id(Counter): _counter,
    id(defaultdict): _defaultdict,
    id(OrderedDict): _ordered_dict,
    id(deque): _deque,
    id(array): _array,
    id(range): lambda writer, value, left: range.__repr__(value),
    id(slice): lambda writer, value, left: f"slice({writer.row((value.start, value.stop, value.step), 3, left)})",
    id(type({}.keys())): _view,
    id(type({}.values())): _view,
    id(type({}.items())): _view,
    id(type(OrderedDict().keys())): _leaf("<odict_keys>"),  # iterating one hashes keys: the program's code
    id(type(OrderedDict().values())): _leaf("<odict_values>"),
    id(type(OrderedDict().items())): _leaf("<odict_items>"),
    id(Fraction): _fraction,
    id(Decimal): lambda writer, value, left: f"Decimal({Decimal.__str__(value)!r})",
    id(datetime.datetime): _moment,
    id(datetime.time): _moment,
    id(datetime.date): lambda writer, value, left: f"datetime.date({value.year}, {value.month}, {value.day})",
    id(datetime.timedelta): lambda writer, value, left: datetime.timedelta.__repr__(value),
    id(datetime.timezone): _timezone,
    id(types.GeneratorType): _generator,
    id(types.CoroutineType): _leaf("<coroutine>"),
    id(types.MethodType): _function,
    id(_lru_wrapper): _function,
    **{id(kind): _function for kind in _NAMED_FUNCTIONS},
    id(Opaque): lambda writer, value, left: value.text,
    id(Member): lambda writer, value, left: f"{value.__class_name__}.{value.name}",
    id(object): _leaf("<object>"),
}
LEAVES: Final = frozenset({_EXACT[id(kind)] for kind in (int, bool, float, complex, str, bytes, range, Decimal)})
