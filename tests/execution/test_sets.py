"""What a set yields, and in which order, hangs on all that happened to it: it is recorded, and the replay follows."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tracepile_hf as tp
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.execution.in_process import _apart, assemble
from tracepile_hf.execution.record import recorder
from tracepile_hf.execution.replay.journal import Journal
from tracepile_hf.records import Case, Program


def traced(code: str):
    program = Program("sets", "user", "sets", code)
    return trace_in_process(program, Case("case", program))


def plain(code: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as written:
        exec(compile(code, "<plain>", "exec"), {"__name__": "__main__"})
    return written.getvalue()


NAMES = st.sampled_from("stu")
ATOMS = st.one_of(
    st.integers(-3, 12),
    st.integers(0, 40).map(lambda n: n * 8),  # they meet in a small table
    st.sampled_from(
        [2**61 - 1, 10**601, -(2**70), True, 1.0, -0.0, 2.5, None, "", "a", "bb", "é", "x" * 300, b"b", 1j]
    ),
    st.text("abc", max_size=2),
)
ELEMENTS = st.recursive(
    ATOMS, lambda parts: st.one_of(st.tuples(parts, parts), st.frozensets(parts, max_size=3)), max_leaves=4
).map(repr)
FORMS = (
    "{s}.add({e})", "{s}.discard({e})", "{s}.remove({e})", "print({s}.pop())", "take = {s}.pop; print(take())",
    "x = {s}.pop(); {s}.add(x)", "{s} = {s}.copy()", "{s} = {s} | {t}", "{s} = {s} & {t}", "{s} -= {t}",
    "{s} ^= {t}", "{s} = {s}.union({t}, [{e}])", "{s} = {s}.intersection({t})", "{s} = {t}.difference({s})",
    "{s}.update({t})", "{s}.update([{e}, {f}])", "{s}.symmetric_difference_update({t})", "{s} = set(list({s}))",
    "{s} = set({t})", "{s} = {{x for x in {t}}}", "print(list({s}))", "print({s}, [{t}])", "print(next(iter({s})))",
    "print(sorted({s}, key=lambda x: len(str(x))))", "print(min({s}, key=lambda x: 0), max({t}, key=lambda x: 0))",
    "print(dict.fromkeys({s}, 0), {{x: {e} for x in {t}}})", "print(frozenset({s}))", "a, *b = {s}; print(a, b)",
    "print(f'{{{s}}} {{{t}!r}}')", "{s}.add(frozenset({t}))", "{s}.clear()", "set.pop({s})",
    "for x in {s}.copy(): {s}.discard(x) if len({s}) > 2 else print(x)",
    "{s} = set(range({n} * 50)); print(sum({s}.pop() for _ in range({n})))",
    "for i in range({n} * 20): {s}.add(i * 8); {s}.add({s}.pop())",
    "while len({s}) > {n}: print({s}.pop())",
    "print([*{s}], len({s}), {e} in {s}, {s} < {t}, {s} == {t})", "print(*{s}, sep=',')",
    "print(next(iter({s}), 0), tuple({t}), list(enumerate({s})), list(zip({s}, {t})))",
)  # fmt: skip


@st.composite
def programs(draw: st.DrawFn) -> str:
    lines = [f"{name} = set([{', '.join(draw(st.lists(ELEMENTS, max_size=8)))}])" for name in "stu"]
    for _ in range(draw(st.integers(1, 20))):
        form = draw(st.sampled_from(FORMS))
        n = draw(st.integers(0, 9))
        line = form.format(s=draw(NAMES), t=draw(NAMES), e=draw(ELEMENTS), f=draw(ELEMENTS), n=n)
        lines += ["try:", f"    {line}", "except (KeyError, StopIteration, ValueError, TypeError) as error:"]
        lines += ["    print(type(error), error)", "print(list(s), t, u)"]
    return "\n".join(lines) + "\n"


@settings(max_examples=150, deadline=None)
@given(programs())
def test_whatever_happens_to_sets_the_trace_prints_what_the_program_prints(code: str) -> None:
    trace = traced(code)
    if "take =" in code and trace.reason == "set_order":
        return  # what a `pop` held before it is called gave is written down as a value: sets in a tuple have no code
    assert (trace.outcome, trace.reason) == ("finished", ""), trace.exception
    assert trace.stdout == plain(code)


DIRECTED = {
    "pairs": """
pairs = {(i, 15 - i) for i in range(8)}
seen = []
while pairs:
    p = pairs.pop()
    pairs.add(p)
    seen.append(p)
    pairs.remove(min(pairs))
common = {(1, "a"), (2, "b"), (3, "c")}.intersection({(2, "b"), (3, "c"), (4, "d")})
print(seen, common.pop(), common)
""",
    "edges": """
edges = {(a, b) for a in range(7) for b in range(a, 7, 2)}
while edges:
    a, b = edges.pop()
    print(a, b)
    for edge in edges.copy():
        if a in edge or b in edge:
            edges.discard(edge)
""",
    "lines": """
import itertools
lines = {frozenset(pair) for pair in itertools.combinations("ABCD", 2)}
for one, other in itertools.combinations(lines, 2):
    if not one & other:
        print(sorted(one), sorted(other), one)
print(lines, {frozenset(lines)}, f"{lines}")
print(lines.pop())
print(*lines, sep="; ")
""",
    "empty": """
take = set().pop
for pop in (take, {1}.pop, set().pop):
    try:
        print(pop())
        print(pop())
    except KeyError as error:
        print(repr(error))
try:
    {1, 2}.pop(1)
except TypeError as error:
    print(error)
""",
    "bound": """
words = set("the quick brown fox jumps over the lazy dog".split())
take = words.pop
print(take(), take())
print([take() for _ in range(3)])
take_any = set.pop
print(take_any(words), words, getattr([1, 2], "pop")())
stack = [3, 4]
take = stack.pop
print(take(), take(0), {"a": 1}.pop("a"), {"a": 1}.pop("b", 2))
""",
    "members": """
import enum
from collections import namedtuple
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = "b"

Point = namedtuple("Point", "x y")

@dataclass(frozen=True)
class Cell:
    row: int
    column: int

class Kinds:
    pop = 2

class Stack:
    def __init__(self):
        self.held = [1, 2]
    def pop(self):
        return self.held.pop()

for held in (
    set(Colour), {Point(1, 2), Point(3, 4), Point(5, 6)}, {Fraction(1, n) for n in range(1, 9)},
    {Decimal(n) / 8 for n in range(5)}, {b"a", b"b", b"c"}, {1j, 2j, 3j}, {range(3), range(4)},
    {True, 2.5, "x", None, (1, ("y", 2))}, {"x" * 300, "y" * 300}, {10**700, -(10**700)},
):
    kept = [x for x in held]
    while len(held) > 1:
        kept.append(held.pop())
    print(kept)
cells = {Cell(r, c) for r in range(3) for c in range(3)}
while cells:
    cell = cells.pop()
    print(cell.row, cell.column, [c.row for c in cells])
print(Stack().pop())
match 2:
    case Kinds.pop:
        print("matched")
""",
    "own hashes": """
class Point:
    def __init__(self, x, y):
        self.x, self.y, self.seen, self.links = x, y, 0, []
    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)
    def __hash__(self):
        return self.x * 1009 + self.y * 8
    def __repr__(self):
        return f"P{self.x}{self.y}"

class Slotted:
    __slots__ = ("name", "gone")
    def __init__(self, name):
        self.name = name
    def __hash__(self):
        return hash(len(self.name))
    def __eq__(self, other):
        return self.name == other.name

points = {Point(x, y) for x in range(4) for y in range(3)}
for p in points:
    p.seen += 1
    p.links.append(p)
    print(p.x, p.y)
print([(p.x, p.seen) for p in points], points)
while points:
    p = points.pop()
    p.seen += 1
    print(p, len(points), Point(0, 0) in points, next(iter(points), None))
    for other in points.copy():
        if other.x == p.y:
            points.discard(other)
named = {(Slotted("a"), 1), (Slotted("bb"), 2), (Slotted("ccc"), 3)}
for slotted, n in named:
    print(slotted.name, n)
print(named.pop()[1], len(named))
""",
    "first": """
s = set("a first element of some words".split())
seen = []
while s:
    word = next(iter(s))
    seen.append(word)
    s.remove(word)
pairs = {(n % 5, n) for n in range(12)}
while len(pairs) > 1:
    print(next(iter(pairs)), next(iter(pairs), None) in pairs)
    pairs.discard(next(iter(pairs)))
print(seen, next(iter(pairs)), next(iter(s), "none"), next(iter([7, 8])), next(iter({"k": 1, "l": 2})))
try:
    next(iter(s))
except StopIteration:
    print("empty")
it = iter({3, 1, 2})
print(next(it), next(it), next(iter({Fraction for Fraction in (5, 6)})))
def iter(values):
    return sorted(values).__iter__()
print(next(iter({"x", "y", "z"})))
""",
    "compared": """
groups = [set(range(n, 100, 17)) for n in range(4)] + [set()]
print(list(map(sorted, groups)), [max(g, default=0) for g in groups], list(map(min, groups[:4])))
print(list(map(sorted, [{"b", "a"}, {"z", "y", "x"}])), list(map(len, groups)))
""",
    "grown": """
s = set()
for n in range(3000):
    s.add(n * 37 % 1009)
    if n % 3 == 0:
        s.pop()
t = set(list(s))
print(s.pop(), t.pop(), list(s)[:5], list(t)[:5], sum(s) == sum(t))
for n in range(900):
    s.discard(n)
print(s.pop(), s, max(s, key=lambda n: n % 2), min(s, key=lambda n: n % 2))
""",
}


@pytest.mark.parametrize("name", DIRECTED)
def test_each_way_to_read_a_set(name: str) -> None:
    trace = traced(DIRECTED[name])
    assert (trace.outcome, trace.reason) == ("finished", ""), trace.exception
    assert trace.stdout == plain(DIRECTED[name])


@pytest.mark.parametrize("name", ["pairs", "lines", "members", "own hashes", "first"])
def test_the_same_in_the_jail_where_the_replay_hashes_texts_otherwise(name: str) -> None:
    trace = tp.trace(DIRECTED[name])
    assert (trace.outcome, trace.reason) == ("finished", ""), trace.exception


POPS = "s = {(1, 2), (3, 4), (5, 6)}\nx = s.pop()\nif len(s) == 2:\n    print('two')\ny = [v for v in s]\n"


def forged(code: str, change) -> tuple[str, str]:
    """How a replay ends of which the recorded journal was changed."""
    program = Program("sets", "user", "sets", code)
    prepared = recorder.prepare(code, None)
    wanted = {"steps": 1000, "capture": True}
    payload = json.loads(_apart(lambda: recorder.run_traced(prepared, {}, wanted), ""))
    change(payload["journal"])
    trace = assemble(program, Case("case", program), Journal(json.dumps(payload).encode()), Limits())
    return trace.outcome, trace.reason


def popped(journal: list) -> list:
    (item,) = (item for item in journal if type(item) is list and item[0] == "p")
    return item


NESTED: list = []
for _ in range(200):
    NESTED = ["t", [NESTED]]
IMPOSSIBLE = (
    ["t", [1, 3]], ["t", [True, 2]], ["t", [1.0, 2]], ["t", [1, 2, 3]], ["t", []], ["f", [1, 2]], ["k"], ["k", "tuple"],
    1, None, "x", [], ["t"], ["t", 1], ["t", [[]]], ["i", "zz"], ["i", "0x1"], {}, ["t", [{}, {}]], NESTED,
    ["r", "tuple", "(1, 2)"], ["n", "tuple", [1, 2]], ["s", 1, 2],
)  # fmt: skip


@pytest.mark.parametrize("code", IMPOSSIBLE, ids=lambda code: str(code)[:30])
def test_a_journal_cannot_pop_what_is_not_in_the_set(code) -> None:
    assert forged(POPS, lambda journal: None) == ("finished", "")

    def change(journal: list) -> None:
        popped(journal)[1] = code

    assert forged(POPS, change) == ("refused", "diverged")


def test_a_journal_cannot_leave_a_pop_out_or_pop_twice() -> None:
    def leave_out(journal: list) -> None:
        journal.remove(popped(journal))

    def twice(journal: list) -> None:
        journal.insert(journal.index(popped(journal)), popped(journal))

    def as_an_order(journal: list) -> None:
        popped(journal)[:] = ["o", [popped(journal)[1]]]

    for change in (leave_out, twice, as_an_order):
        assert forged(POPS, change) == ("refused", "diverged")


def test_a_journal_cannot_read_a_member_twice_or_another_one() -> None:
    for order in ([["t", [1, 2]]] * 2, [["t", [1, 2]]], [["t", [1, 2]], ["t", [9, 9]]], [1, 2]):

        def change(journal: list, order: list = order) -> None:
            (item,) = (item for item in journal if type(item) is list and item[0] == "o")
            item[1] = order

        assert forged(POPS, change) == ("refused", "diverged")
    plain_order = "s = {1, 2, 3}\nfor x in s:\n    print(x)\n"
    for numbers in ([1, 2, 2], [1, 2, 4], [1, 2, 3.0], [True, 2, 3], ["1", 2, 3], [1, 2, []]):

        def renumber(journal: list, numbers: list = numbers) -> None:
            (item,) = (item for item in journal if type(item) is list and item[0] == "o")
            item[1] = numbers

        assert forged(plain_order, renumber) == ("refused", "diverged")


@pytest.mark.parametrize("settings", ["frozen=True", "frozen=True, slots=True", "unsafe_hash=True", "eq=False"])
def test_dataclasses_are_keys_and_elements(settings: str) -> None:
    code = f"""
import dataclasses
from dataclasses import dataclass, field

@dataclass({settings})
class Cell:
    row: int
    name: str = "c"

@dataclasses.dataclass(frozen=True)
class Own:
    n: int
    def __hash__(self):
        print("hashed")
        return hash(self.n)

one, other = Cell(1), Cell(2, "d")
costs = {{one: 3, other: 4}}
costs[one] += 1
print(costs[one], len({{one, other, one}}), other in costs, hash(one) == hash(one))
print(len({{Own(1), Own(2)}}))
"""
    trace = traced(code)
    assert (trace.outcome, trace.reason) == ("finished", ""), trace.exception
    assert trace.stdout == plain(code)


def test_the_order_of_objects_that_hash_by_their_address_is_refused_as_that() -> None:
    code = "class A:\n    pass\ns = {A(), A(), A()}\n"
    assert (traced(code).outcome, traced(code).reason) == ("finished", "")
    for line in ("for a in s:\n    pass\n", "a = s.pop()\n"):
        assert (traced(code + line).outcome, traced(code + line).reason) == ("refused", "set_order")


def test_looking_for_a_member_runs_no_code_of_the_program() -> None:
    code = """
class Same:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        print("compared")
        return False
s = {1, 2, (3, 4)}
s.add(Same(1))
print(s.pop() in (1, 2))
"""
    for other in (code, code.replace("s.add(Same(1))", "t = [Same(1)]")):
        assert (traced(other).outcome, traced(other).stdout) == ("finished", plain(other))


REACHING = """\
def f():
    x = 1
    take = {1, 2}.pop
    try:
        for cell in REACHED.__closure__:
            write = cell.cell_contents
            if getattr(write, "__name__", "") == "append":
                write.__self__.clear()
                write.__self__.extend([1, 1])
    except (AttributeError, TypeError):
        pass
    return x
"""


@pytest.mark.parametrize("reached", ["take", "getattr(take, 'func')", "id"])
def test_nothing_that_writes_the_journal_can_be_reached(reached: str) -> None:
    trace = tp.trace(REACHING.replace("REACHED", reached), entry_point="f")
    assert trace.outcome == "refused" or trace.result == "1"
