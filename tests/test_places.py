"""What names hold, put together from the steps, is what the program's own values are."""

from __future__ import annotations

import sys
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.errors import LiteralError
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.literals import Instance, parse, render
from tracepile_hf.places import UNBOUND, Bindings, Held, courses, is_told, root, split
from tracepile_hf.records import Case, Program, Step, Trace

sys.path.insert(0, str(Path(__file__).parent / "execution"))
from oracle import Debugger, beginnings
from test_oracle import PROGRAMS, read

NAMES = ("x", "left", "été", "_2")


class Box:
    """An object of a program."""


class Row(list[Any]):
    """A class derived from a builtin one."""


class Table(dict[Any, Any]):
    """Another."""


def with_attributes(value: Any, attributes: dict[str, Any]) -> Any:
    vars(value).update(attributes)
    return value


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-1000, 1000)
    | st.floats(allow_nan=False)
    | st.text("ab'\"\\[]{}()<>,:= .é", max_size=6)
)
WITHOUT_LITERAL = ATOMS | st.sampled_from([len, Box, sys])
KEYS = st.integers(-9, 9) | st.text("ab']\"<>:, ", max_size=3) | st.tuples(st.integers(0, 3), st.booleans())


def nested(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        rows = st.lists(inner, max_size=3)
        tables = st.dictionaries(KEYS, inner, max_size=3)
        attributes = st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
        return st.one_of(
            rows,
            rows.map(tuple),
            rows.map(deque),
            rows.map(lambda row: deque(row, maxlen=5)),
            tables,
            tables.map(lambda table: defaultdict(list, table)),
            tables.map(OrderedDict),
            st.dictionaries(KEYS, st.integers(0, 5), max_size=3).map(Counter),
            attributes.map(lambda fields: with_attributes(Box(), fields)),
            st.tuples(rows, attributes).map(lambda drawn: with_attributes(Row(drawn[0]), drawn[1])),
            st.tuples(tables, attributes).map(lambda drawn: with_attributes(Table(drawn[0]), drawn[1])),
        )

    return st.recursive(leaves, around, max_leaves=10)


def parts(value: Any) -> Iterator[tuple[str, Any]]:
    """(how a place goes on, part) of everything directly inside a value that a place can name."""
    if isinstance(value, (list, tuple, deque)):
        for number, part in enumerate(value):
            yield f"[{number}]", part
    elif isinstance(value, dict):
        for key, part in value.items():
            yield f"[{render(key)}]", part
    if isinstance(value, (Box, Row, Table)):
        for name, part in vars(value).items():
            yield f".{name}", part


def places(value: Any, place: str) -> Iterator[tuple[str, Any, str]]:
    """(place, holder, how it goes on from the holder) of every part that a program can write to."""
    for suffix, part in parts(value):
        if not isinstance(value, tuple):
            yield place + suffix, value, suffix
        yield from places(part, place + suffix)
    if isinstance(value, (Box, Row, Table)):
        yield f"{place}.fresh", value, ".fresh"


def write(holder: Any, suffix: str, new: Any) -> None:
    """Do to a real value what the program did."""
    if suffix[0] == ".":
        setattr(holder, suffix[1:], new)
    else:
        holder[parse(suffix[1:-1])] = new


def step(index: int, *changed: tuple[str, str]) -> Step:
    return Step(index, "line", "<module>", 0, -1, 0, 1, 1, changed=changed, owners=(0,) * len(changed))


def told(*changed: tuple[str, str]) -> Bindings:
    state = Bindings()
    for index, pair in enumerate(changed):
        state.apply(step(index, pair))
    return state


def now(state: Bindings, name: str = "x") -> Held:
    held = state.held(0, name)
    assert held is not None
    return held


def text(name: str, *changed: tuple[str, str]) -> str | None:
    return now(told(*changed), name).text


def followed(data: st.DataObject, leaves: st.SearchStrategy[Any]) -> None:
    """Write to parts of a value, many times; every state is what the value was then, whenever it is asked."""
    values = nested(leaves)
    value = data.draw(values)
    state = told(("x", render(value)))
    seen = [(now(state), render(value))]
    for index in range(data.draw(st.integers(1, 6))):
        writable = list(places(value, "x"))
        if not writable:
            break
        place, holder, suffix = data.draw(st.sampled_from(writable))
        if suffix[0] == "." and hasattr(holder, suffix[1:]) and data.draw(st.booleans()):
            delattr(holder, suffix[1:])
            literal = UNBOUND
        else:
            new = data.draw(st.integers(0, 5) if isinstance(holder, Counter) else values)
            write(holder, suffix, new)
            literal = render(new)
        state.apply(step(index, (place, literal)))
        seen.append((now(state), render(value)))
    for number in data.draw(st.permutations(range(len(seen)))):
        held, expected = seen[number]
        assert held.text == expected


@given(st.data())
def test_parts_of_values_are_followed(data: st.DataObject) -> None:
    followed(data, ATOMS)


@given(st.data())
def test_parts_of_what_has_no_literal_are_followed(data: st.DataObject) -> None:
    followed(data, WITHOUT_LITERAL)


@given(st.sampled_from(NAMES), st.lists(st.one_of(KEYS, st.sampled_from([f".{name}" for name in NAMES])), max_size=4))
def test_a_place_is_taken_apart(name: str, way: list[Any]) -> None:
    steps = tuple(part if isinstance(part, str) and part[:1] == "." else render(part) for part in way)
    place = name + "".join(part if part[0] == "." else f"[{part}]" for part in steps)
    assert split(place) == (name, steps)
    assert root(place) == name


def test_what_was_handed_out_stays_and_the_rest_is_shared() -> None:
    state = told(("x", "[[1, 2], [3], {'a': [4]}]"), ("x[0][0]", "7"))
    before = now(state)
    kept = before.value
    state.apply(step(2, ("x[0][1]", "9")))
    after = now(state)
    assert (before.text, after.text) == ("[[7, 2], [3], {'a': [4]}]", "[[7, 9], [3], {'a': [4]}]")
    assert kept == [[7, 2], [3], {"a": [4]}]
    assert after.value[1] is kept[1]
    assert after.value[2] is kept[2]
    assert after.value[0] is not kept[0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("x", "P(t=(1, [2]), x=1)"), ("x.t[1][0]", "5")], "P(t=(1, [5]), x=1)"),
        ([("x", "(4,)"), ("x[0]", "5")], "(5,)"),
        ([("x", "(<function f>,)"), ("x[0]", "5")], "(5,)"),
        ([("x", "{1: 'a', 2: 'b'}"), ("x[True]", "'c'")], "{1: 'c', 2: 'b'}"),
        ([("x", "{1: 'a', 2: <function f>}"), ("x[True]", "'c'")], "{1: 'c', 2: <function f>}"),
        ([("x", "{<function f>: 1, <function g>: 2}"), ("x[<function g>]", "3")], "{<function f>: 1, <function g>: 3}"),
        ([("x", "[1, 2, <cut: 988 more>]"), ("x[1]", "7")], "[1, 7, <cut: 988 more>]"),
        ([("x", "[1, 2, <cut: 988 more>]"), ("x[2]", "7")], "[1, 2, <cut: 988 more>]"),
        ([("x", "{'a': 1, <cut: 9 more>}"), ("x['a']", "2"), ("x['z']", "7")], "{'a': 2, <cut: 9 more>}"),
        ([("x", "P(a=1, <cut: 9 more>)"), ("x.a", "2"), ("x.z[0]", "7")], "P(a=2, <cut: 9 more>)"),
        ([("x", "P(a=1, <cut: 9 more>)"), ("x.new", "2")], None),  # whether it is new, or one of the nine
        ([("x", "['abc'<cut: 3 more>, 1]"), ("x[1]", "2")], "['abc'<cut: 3 more>, 2]"),
        ([("x", "[1, 2]"), ("x[0]", "[3, <cut: 988 more>]"), ("x[1]", "7")], "[[3, <cut: 988 more>], 7]"),
        ([("x", "P(kind=<class Q>, n=1)"), ("x.kind.count", "7")], "P(kind=<class Q>, n=1)"),
        ([("x", "P(f=<function f>)"), ("x.f", "1"), ("x.g", "<function f>"), ("x.f", UNBOUND)], "P(g=<function f>)"),
        ([("x", "P(n=1, me=<cycle>)"), ("x.n", "2")], "P(n=2, me=<cycle>)"),
        ([("x", "P(n=1, me=<cycle>)"), ("x.me", "P(n=1, me=<cycle>)")], None),  # where it closes is not told
        ([("x", "P(n=1, me=<cycle>)"), ("x.me", "P(n=1, me=<cycle>)"), ("x.n", "2")], None),
        ([("x", "P(n=1, me=<cycle>)"), ("x.me", "P(n=1, me=<cycle>)"), ("x", "3")], "3"),
        ([("x", "[1]"), ("x[5]", "2")], None),
        ([("x", "defaultdict(list, {})"), ("x['a']", "[1]")], None),
        ([("x", "5"), ("x[0]", "1")], None),
        ([("x", "'[1]'"), ("x.a", "1")], None),
        ([("x", "bytearray(b'ab')"), ("x[0]", "99")], "bytearray(b'cb')"),
        ([("x", "array('i', [1, 2])"), ("x[1]", "5")], "array('i', [1, 5])"),
    ],
)
def test_what_the_trace_tells_and_what_it_does_not(changes: list[tuple[str, str]], expected: str | None) -> None:
    assert text("x", *changes) == expected


def test_a_value_that_outgrows_the_cap_is_cut_as_if_it_were_told_whole() -> None:
    value = [[0], [1]]
    state = told(("x", render(value)))
    for index in (0, 1, 0):
        value[index] = list(range(1000 * index, 1000 * index + 300))
        assert is_told(render(value[index]))
        state.apply(step(index, (f"x[{index}]", render(value[index]))))
    value[1] = [5]
    assert "<cut: " in (now(state).text or "")
    state.apply(step(4, ("x[1]", "[5]")))
    assert now(state).text == render(value)


def test_attributes_of_classes_and_functions_stand_beside_their_names() -> None:
    state = told(("P", "<class P>"), ("P.count", "0"), ("P.rows", "[1]"), ("P.rows[0]", "2"), ("P.other[0]", "3"))
    assert {name: held.text for name, held in state.names(0).items()} == {
        "P": "<class P>",
        "P.count": "0",
        "P.rows": "[2]",
    }
    assert state.under(0, "P.rows[0]") == "P.rows"
    assert state.apply(step(9, ("P.count", UNBOUND))) == []
    assert state.apply(step(9, ("P", "1"))) == [(0, "P.rows")]
    assert state.under(0, "P.rows") == "P"
    assert list(state.names(0)) == ["P"]


def test_names_of_each_frame_in_the_order_of_binding() -> None:
    state = Bindings()
    changed = (("b", "1"), ("a", "2"), ("b", UNBOUND), ("b", "3"), ("a", "4"))
    state.apply(Step(0, "line", "f", 1, 0, 1, 1, 1, changed=changed, owners=(1, 0, 1, 1, 1)))
    texts = [[(name, held.text) for name, held in state.names(frame).items()] for frame in (1, 0, 7)]
    assert texts == [[("b", "3"), ("a", "4")], [("a", "2")], []]


def test_a_value_is_given_or_an_error_says_why_not() -> None:
    held = now(told(("x", "[1, 2]"), ("x[0]", "Point(y=3)")))
    assert held.value == [Instance("Point", {"y": 3}), 2]
    assert held.part(("0", ".y")) == "3"
    assert held.part(("7",)) is None
    assert Held("<function f>").part((".cache",)) is None
    with pytest.raises(LiteralError, match="expected a value, got <function f>"):
        _ = Held("<function f>").value
    with pytest.raises(LiteralError, match="a part that cannot be followed"):
        _ = now(told(("x", "[1]"), ("x[5]", "2"))).value


def traced(path: Path) -> tuple[Trace, Debugger]:
    code, stdin = read(path)
    program = Program(path.stem, "user", path.stem, code)
    case = Case("case", program, stdin=stdin)
    return trace_in_process(program, case, Limits(steps=20_000)), Debugger(code, stdin)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_asked_at_the_end_it_says_what_a_debugger_saw_in_between(path: Path) -> None:
    trace, debugger = traced(path)
    states: list[dict[int, dict[str, Held]]] = []
    state = Bindings()
    for one in trace.steps:
        states.append({frame: state.names(frame) for frame in {0, *(step.frame for step in trace.steps)}})
        state.apply(one)
    compared = 0
    for one, seen in reversed(list(beginnings(trace, debugger.run()))):
        for frame, names in seen.names.items() if seen else ():
            for name, literal in names.items():
                held = states[one.index][frame].get(name)
                if held is not None and held.text is not None:
                    assert held.text == literal, (one.index, frame, name)
                    compared += 1
    assert compared > 5


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_moments_of_a_name_are_its_states(path: Path) -> None:
    trace, _ = traced(path)
    found = courses(trace.steps)
    state, latest = Bindings(), dict.fromkeys(found, -1)
    for one in trace.steps:
        state.apply(one)
        for key in {(owner, root(place)) for (place, _), owner in zip(one.changed, one.owners, strict=True)}:
            latest[key] += 1
            row = found[key]
            assert row.indices[latest[key]] == one.index
            held = state.held(*key)
            assert row.held[latest[key]].text == (held.text if held else UNBOUND)
    assert all(len(found[key].indices) == last + 1 for key, last in latest.items())
