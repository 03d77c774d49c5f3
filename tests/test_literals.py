"""What a value looks like as text, and that the text gives the value back."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import enum
import functools
import math
import re
import sys
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.errors import LiteralError
from tracepile_hf.literals import Instance, Member, Opaque, is_argument, is_value, parse, render, same


class Node:
    def __init__(self, val: object, next: object = None) -> None:
        self.val = val
        self.next = next


class Slotted:
    __slots__ = ("left", "never_set", "right")

    def __init__(self) -> None:
        self.left = 1
        self.right = [2]


class Stack(list):  # type: ignore[type-arg]
    def __repr__(self) -> str:
        raise AssertionError("the program's own repr was called")

    __str__ = __len__ = __iter__ = __eq__ = __hash__ = __repr__  # type: ignore[assignment]


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Access(enum.Flag):
    READ = 1
    WRITE = 2


@dataclasses.dataclass
class Edge:
    start: int
    weight: float = 0.5


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    a: int
    b: str


Point = collections.namedtuple("Point", "x y")


class Hostile:
    """Every hook that a careless reader would trip over."""

    def _fail(self, *_: object) -> Any:
        raise AssertionError("code of the program was called")

    __repr__ = __str__ = __eq__ = __hash__ = __len__ = __iter__ = __getattribute__ = __bool__ = _fail
    __class__ = property(_fail)  # type: ignore[assignment]


class HostileMeta(type):
    def _fail(cls, *_: object) -> Any:
        raise AssertionError("code of the program's metaclass was called")

    __repr__ = __eq__ = __hash__ = __getattribute__ = __instancecheck__ = __subclasscheck__ = _fail  # type: ignore


def plain(x: int) -> int:
    return x


@functools.cache
def cached(x: int) -> int:
    return x


def numbers() -> Any:
    yield 1


CASES: list[tuple[Any, str]] = [
    (0, "0"),
    (-7, "-7"),
    (True, "True"),
    (None, "None"),
    (..., "Ellipsis"),
    (1.0, "1.0"),
    (-0.0, "-0.0"),
    (1e300, "1e+300"),
    (math.inf, "inf"),
    (-math.inf, "-inf"),
    (math.nan, "nan"),
    (complex(1, -2), "(1-2j)"),
    (complex(-0.0, -1.0), "(-0-1j)"),
    (complex(0.0, -1.0), "-1j"),
    (complex(math.nan, math.inf), "(nan+infj)"),
    ("it's", '"it\'s"'),
    ("\ud800", "'\\ud800'"),
    (b"\x00\xff", "b'\\x00\\xff'"),
    (bytearray(b"ab"), "bytearray(b'ab')"),
    ((), "()"),
    ((1,), "(1,)"),
    ([], "[]"),
    ([1, [2, (3, "x")]], "[1, [2, (3, 'x')]]"),
    ({}, "{}"),
    ({"b": 1, "a": [2]}, "{'b': 1, 'a': [2]}"),
    (set(), "set()"),
    ({10, 9, 1}, "{1, 9, 10}"),
    ({"b", "a", 3, 1.5}, "{1.5, 3, 'a', 'b'}"),
    ({(2, "a"), (1, "z")}, "{(1, 'z'), (2, 'a')}"),
    (frozenset(), "frozenset()"),
    (frozenset({2, 1}), "frozenset({1, 2})"),
    (range(3), "range(0, 3)"),
    (range(5, 0, -2), "range(5, 0, -2)"),
    (slice(1, None, 2), "slice(1, None, 2)"),
    (deque([1, 2]), "deque([1, 2])"),
    (deque([1], maxlen=3), "deque([1], maxlen=3)"),
    (Counter("aab"), "Counter({'a': 2, 'b': 1})"),
    (Counter(), "Counter({})"),
    (defaultdict(list, {1: [2]}), "defaultdict(list, {1: [2]})"),
    (defaultdict(None, {}), "defaultdict(None, {})"),
    (OrderedDict([("b", 1), ("a", 2)]), "OrderedDict({'b': 1, 'a': 2})"),
    (array("i", [1, 2]), "array('i', [1, 2])"),
    (Fraction(-1, 3), "Fraction(-1, 3)"),
    (Decimal("1.50"), "Decimal('1.50')"),
    (datetime.date(2024, 2, 29), "datetime.date(2024, 2, 29)"),
    (datetime.datetime(2024, 2, 29, 12, 5), "datetime.datetime(2024, 2, 29, 12, 5)"),
    (datetime.time(1, 2, 3, 4, fold=1), "datetime.time(1, 2, 3, 4, fold=1)"),
    (datetime.timedelta(days=1, seconds=2), "datetime.timedelta(days=1, seconds=2)"),
    (datetime.timezone.utc, "datetime.timezone.utc"),
    (
        datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1))),
        "datetime.datetime(2024, 1, 1, 0, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600)))",
    ),
]


@pytest.mark.parametrize(("value", "text"), CASES, ids=[text for _, text in CASES])
def test_plain_values_read_as_python_writes_them_and_come_back(value: Any, text: str) -> None:
    assert render(value) == text
    assert same(parse(text), value)
    assert type(parse(text)) is type(value)


OBJECTS: list[tuple[Any, str]] = [
    (Node(1, Node(2)), "Node(val=1, next=Node(val=2, next=None))"),
    (Slotted(), "Slotted(left=1, right=[2])"),
    (Stack([1, 2]), "Stack([1, 2])"),
    (Color.RED, "Color.RED"),
    (Access.READ, "Access.READ"),
    (Edge(3), "Edge(start=3, weight=0.5)"),
    (Pair(1, "x"), "Pair(a=1, b='x')"),
    (Point(1, [2]), "Point(x=1, y=[2])"),
    (ValueError("no"), "ValueError('no')"),
    (KeyError(3), "KeyError(3)"),
    (StopIteration(), "StopIteration()"),
    ({"a": 1}.items(), "dict_items([('a', 1)])"),
]


@pytest.mark.parametrize(("value", "text"), OBJECTS, ids=[text for _, text in OBJECTS])
def test_objects_render_by_class_name_and_content_and_come_back_as_stand_ins(value: Any, text: str) -> None:
    assert render(value) == text
    stand_in = parse(text)
    assert render(stand_in) == text
    assert stand_in == parse(text)
    assert same(stand_in, value)


NAMES: list[tuple[Any, str]] = [
    (plain, "<function plain>"),
    (cached, "<function cached>"),
    (len, "<function len>"),
    (lambda: 0, "<function <lambda>>"),
    ([].append, "<method append>"),
    (Node, "<class Node>"),
    (int, "<class int>"),
    (math, "<module math>"),
    (numbers(), "<generator numbers>"),
    (iter([1]), "<iterator>"),
    (map(plain, []), "<iterator>"),
    (re.compile("a"), "<Pattern>"),
    (object(), "<object>"),
    (HostileMeta("Odd", (), {}), "<class Odd>"),
]


@pytest.mark.parametrize(("value", "text"), NAMES, ids=[text for _, text in NAMES])
def test_what_has_no_literal_is_named_and_never_parsed(value: Any, text: str) -> None:
    assert render(value) == text
    assert not is_value(text)
    assert render([value]) == f"[{text}]"
    assert not is_value(f"[{text}]")


def test_no_code_of_the_program_runs() -> None:
    odd = HostileMeta("Odd", (), {"__slots__": ()})()
    assert render([Hostile(), odd, {1: Hostile()}]) == "[Hostile(), Odd(), {1: Hostile()}]"
    keyed: dict[Any, int] = {}
    dict.__setitem__(keyed, Stack, 1)
    assert render(keyed) == "{<class Stack>: 1}"


def test_integers_of_any_size() -> None:
    for value in (10**599, 10**600, 10**700 + 1, -(10**1200), 10**4299, 10**5000, -(7**9000)):
        text = render(value)
        assert parse(text) == value
        assert parse(f"[{text}]") == [value]
    assert render(10**700 + 1) == "1" + "0" * 699 + "1"
    assert parse("9" * 6000) == 10**6000 - 1  # beyond what int() and ast.parse accept
    assert render(1 << 1_000_000) == "<cut: integer of 1000001 bits>"


@pytest.mark.skipif(not hasattr(sys, "set_int_max_str_digits"), reason="an interpreter without the digit limit")
def test_integers_do_not_depend_on_the_programs_digit_limit() -> None:
    value, before = [10**3000], sys.get_int_max_str_digits()
    expected = render(value)
    try:
        for setting in (640, 0):
            sys.set_int_max_str_digits(setting)
            assert render(value) == expected
            assert render(10**5000).startswith("0x")
    finally:
        sys.set_int_max_str_digits(before)


def test_cuts_say_how_much_is_missing() -> None:
    assert render(list(range(1000)), limit=40) == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, <cut: 987 more>]"
    assert render("a" * 50, limit=20) == "'" + "a" * 20 + "'<cut: 30 more>"
    assert render({n: n for n in range(100)}, limit=30).endswith("<cut: 95 more>}")
    assert render(bytearray(50), limit=20).endswith("<cut: 30 more>)")
    assert not is_value(render(list(range(10_000))))
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    assert "<cut: deeper>" in render(deep)
    wide: list[Any] = [1]
    for _ in range(60):
        wide = [wide, wide]
    assert len(render(wide)) < 10_000


def test_cycles_end_and_shared_parts_are_written_out() -> None:
    row: list[Any] = [1]
    row.append(row)
    assert render(row) == "[1, <cycle>]"
    ring = Node(1)
    ring.next = {"back": ring}
    assert render(ring) == "Node(val=1, next={'back': <cycle>})"
    part = [0]
    assert render([part, part]) == "[[0], [0]]"


def test_close_to_the_recursion_limit_a_value_is_cut_not_raised() -> None:
    nested: Any = 1
    for _ in range(50):
        nested = [nested, "x"]

    def dive() -> str:
        try:
            return dive()
        except RecursionError:
            return render(nested)

    assert dive() in ("<cut: no stack left>", render(nested))


def test_attributes_with_names_that_are_no_names() -> None:
    odd = Node(1)
    odd.__dict__.clear()
    odd.__dict__.update({"a b": 1, "class": 2, "\ufb01": 3})  # the parser would read this ligature as fi
    text = render(odd)
    assert text == "Node(**{'a b': 1}, **{'class': 2}, **{'\ufb01': 3})"
    assert render(parse(text)) == text


def test_stand_ins_answer_attribute_access_and_compare_by_content() -> None:
    node = parse("Node(val=1, next=Node(val=[2], next=None))")
    assert isinstance(node, Instance)
    assert node.next.val == [2]
    assert node == parse("Node(next=Node(val=[2], next=None), val=1)")
    assert node != parse("Node(val=1, next=None)")
    with pytest.raises(AttributeError):
        _ = node.missing
    stack = parse("Stack([1, 2])")
    assert (stack[1], len(stack), list(stack)) == (2, 2, [1, 2])
    assert parse("Color.RED") == Member("Color", "RED")
    assert {parse("Color.RED"): 1}[Member("Color", "RED")] == 1
    assert render([Opaque("<function f>")]) == "[<function f>]"


def test_subclasses_keep_their_attributes_beside_the_base_value() -> None:
    stack = Stack([1])
    stack.limit = 3  # type: ignore[attr-defined]
    assert render(stack) == "Stack([1], limit=3)"
    assert parse("Stack([1], limit=3)").limit == 3


def test_factories_that_are_no_types_are_known_by_name_only() -> None:
    assert render(defaultdict(lambda: 0, {1: 2})) == "defaultdict(..., {1: 2})"
    table = parse("defaultdict(..., {1: 2})")
    assert render(table) == "defaultdict(..., {1: 2})"
    assert table == {1: 2}
    with pytest.raises(LiteralError):
        table[3]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1 + 1",
        "2 ** 100000000",
        "-'a'",
        "[x for x in y]",
        "f'{1}'",
        "__import__('os').system('true')",
        "().__class__.__mro__",
        "range(1.5)",
        "Fraction('1e999999999')",
        "bytearray(1000000000000)",
        "deque(range(10**9))",
        "list(range(100000000000))",
        "{[1]: 2}",
        "{1: 2, 1: 3}",
        "{**{}}",
        "'a'<cut: 3 more>",
        "<cycle>",
        "a\x00b",
        "'\ud800'x",
        "(" * 500,
        "[" * 100_000,
        "-" * 50_000 + "1",
        "[" + "1," * 1_500_000 + "]",
        "007",
        "1" * 200_000,
    ],
    ids=lambda text: text[:30],
)
def test_text_that_is_no_literal_is_refused_with_one_error(text: str) -> None:
    with pytest.raises(LiteralError) as caught:
        parse(text)
    assert len(str(caught.value)) < 400
    assert not is_value(text)


def test_literals_that_people_write_by_hand() -> None:
    assert parse(" [1,2,\n3,] ") == [1, 2, 3]
    assert parse("+5") == 5
    assert math.isnan(parse("float('nan')"))
    assert parse("float('-inf')") == -math.inf
    assert parse("math.inf") == math.inf
    assert parse("collections.deque([1])") == deque([1])
    assert parse("set([1, 2])") == {1, 2}
    assert list(parse("OrderedDict([('b', 1), ('a', 2)])").items()) == [("b", 1), ("a", 2)]
    assert parse("1_000") == 1000


def test_same_is_strict_about_types_and_kind_to_nan() -> None:
    assert same(math.nan, math.nan)
    assert same([math.nan, {1: math.nan}], [math.nan, {1: math.nan}])
    assert same({1: 2, 3: 4}, {3: 4, 1: 2})
    assert not same(OrderedDict({1: 2, 3: 4}), OrderedDict({3: 4, 1: 2}))
    for a, b in ((1, 1.0), (1, True), (0.0, -0.0), ([1], (1,)), ({1}, frozenset({1})), ([1], [1, 2]), ("1", 1)):
        assert not same(a, b)


INTEGERS = st.one_of(st.integers(), st.integers(-(10**5000), 10**5000))
KEYS = st.one_of(INTEGERS, st.text(), st.binary(), st.booleans(), st.none(), st.floats(allow_nan=False))
ATOMS = st.one_of(
    KEYS,
    st.floats(),
    st.complex_numbers(),
    st.text(st.characters(codec=None)),  # lone surrogates too
    st.fractions(),
    st.decimals(allow_nan=True),
    st.dates(),
    st.datetimes(timezones=st.none() | st.just(datetime.timezone.utc)),
    st.times(),
    st.timedeltas(),
    st.ranges() if hasattr(st, "ranges") else st.builds(range, st.integers(-9, 9), st.integers(-9, 9)),
    st.sampled_from([Color.RED, Pair(1, "x"), Point(1, 2), ValueError("no"), ...]),
)


def grow(inner: Any) -> Any:
    rows = st.lists(inner, max_size=4)
    tables = st.dictionaries(KEYS, inner, max_size=4)
    return st.one_of(
        rows,
        rows.map(tuple),
        rows.map(deque),
        st.sets(KEYS, max_size=4),
        st.frozensets(KEYS, max_size=4),
        tables,
        tables.map(Counter),
        tables.map(OrderedDict),
        tables.map(lambda table: defaultdict(list, table)),
        st.builds(Node, inner, inner),
        rows.map(Stack),
    )


VALUES = st.recursive(ATOMS, grow, max_leaves=12)


@given(VALUES)
def test_parse_inverts_render(value: Any) -> None:
    text = render(value, limit=10**9)
    back = parse(text)
    assert same(back, value)
    assert render(back, limit=10**9) == text


@given(VALUES, st.integers(0, 300))
def test_rendering_is_bounded_repeatable_and_free_of_addresses(value: Any, limit: int) -> None:
    text = render(value, limit)
    assert text == render(value, limit)
    assert " at 0x" not in text
    assert hex(id(value)) not in text
    if "<cut" not in text:
        assert text == render(value, 10**9)


@given(st.text())
def test_parse_never_fails_otherwise_than_by_its_own_error(text: str) -> None:
    try:
        value = parse(text)
    except LiteralError:
        return
    assert same(parse(render(value, 10**9)), value)


@pytest.mark.parametrize(
    "text", ["[1, 'a', (2.5, None)]", "deque([1])", "Fraction(1, 2)", "defaultdict(int, {1: 2})", "{1: {2}}"]
)
def test_what_a_program_can_be_given_is_an_argument(text: str) -> None:
    assert is_argument(text)


@pytest.mark.parametrize(
    "text",
    [
        *("open(1)", "[Node(1)]", "{'a': (Color.RED,)}", "{Node(1): 1}", "deque([Node(1)])", "slice(Node(1))"),
        *("defaultdict(Node, {})", "defaultdict(list, {1: Node(1)})", "Counter({Color.RED: 1})", "ndarray([1, 2])"),
    ],
)
def test_what_is_known_by_name_only_is_a_value_but_no_argument(text: str) -> None:
    assert is_value(text)
    assert not is_argument(text)
