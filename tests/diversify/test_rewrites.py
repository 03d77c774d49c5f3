"""Each rewrite changes the shape it is for, and no composition of rewrites changes what a program gives."""

from __future__ import annotations

import ast
import contextlib
import io
from random import Random

import pytest

from tracepile_hf.diversify import REWRITES, rewritten, variants
from tracepile_hf.records import Program

EXAMPLES = [
    ("augmented", "x = 3\nx += 4\nprint(x)", "x = x + 4"),
    ("augmented", "x = 3\nx = x * 4\nprint(x)", "x *= 4"),
    ("chained", "a, b, c = 1, 2, 3\nprint(a < b < c)", "a < b and b < c"),
    ("chained", "a, b, c = 1, 2, 3\nprint(a < b and b <= c)", "a < b <= c"),
    ("comprehension", "xs = [i * i for i in range(4) if i % 2]\nprint(xs)", "xs.append(i * i)"),
    (
        "comprehension",
        "xs = []\nfor i in range(4):\n    if i > 1:\n        xs.append(i)\nprint(xs)",
        "[i for i in range(4) if i > 1]",
    ),
    ("constants", "def f(n):\n    return n % 10\nprint(f(37))", "= 10"),
    ("de_morgan", "a, b = 1, 0\nif not (a and b):\n    print('x')", "if not a or not b:"),
    ("de_morgan", "a, b = 1, 0\nif a or b:\n    print('x')", "if not (not a and not b):"),
    ("early_return", "def f(n):\n    if n < 2:\n        return 0\n    return n + 1\nprint(f(1), f(5))", "else:"),
    (
        "early_return",
        "def f(n):\n    if n > 2:\n        r = 1\n    else:\n        r = 2\n    return r\nprint(f(1), f(5))",
        "return 1",
    ),
    (
        "early_return",
        "def f(xs):\n    for x in xs:\n        if x > 3:\n            return x\n    return -1\nprint(f([1, 5]), f([]))",
        "break",
    ),
    ("for_while", "for i in range(2, 9, 3):\n    print(i)", "while i < 9:"),
    (
        "for_while",
        "def f(n):\n    i = 0\n    while i < n:\n        print(i)\n        i += 2\nf(5)",
        "for i in range(0, n, 2):",
    ),
    ("formatting", "n = 3\nprint(f'n is {n}!')", "n is "),
    ("formatting", "n = 3\nprint('n is {}!'.format(n))", "f'n is {n}!'"),
    ("generator", "print(sum([i for i in range(4)]))", "sum(i for i in range(4))"),
    ("generator", "print(sum(i for i in range(4)))", "sum([i for i in range(4)])"),
    ("helper", "def f(a, b):\n    return a * b + a\nprint(f(2, 3))", "return a * b + a"),
    ("helper", "def twice(a):\n    return a + a\ndef f(n):\n    return twice(n)\nprint(f(4))", "return n + n"),
    ("index_loop", "a = [4, 5]\nfor i in range(len(a)):\n    print(i, a[i])", "in enumerate(a):"),
    ("index_loop", "a = [4, 5]\nfor x in a:\n    print(x)", "in range(len(a)):"),
    ("invert_if", "n = 3\nif n < 4:\n    print('low')\nelse:\n    print('high')", "if n >= 4:"),
    (
        "loop_order",
        "t = 0\nfor i in range(3):\n    for j in range(4):\n        t += i * j\nprint(t)",
        "for j in range(4):\n    for i",
    ),
    ("method", "def f(n):\n    return n + 1\nprint(f(2))", "class "),
    ("nested_if", "n = 3\nif n > 1:\n    if n < 5:\n        print('in')", "if n > 1 and n < 5:"),
    ("nested_if", "n = 3\nif n > 1 and n < 5:\n    print('in')", "if n > 1:\n    if n < 5:"),
    ("recursion", "def f(n):\n    if n <= 1:\n        return 1\n    return n * f(n - 1)\nprint(f(6))", "while True:"),
    (
        "recursion",
        "def g(a, b):\n    if b == 0:\n        return a\n    return g(b, a % b)\nprint(g(12, 18))",
        "a, b = b, a % b",
    ),
    (
        "rename",
        "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\nprint(f(5))",
        "print",
    ),
    ("reorder", "a = 1\nb = 2\nprint(a, b)", "b = 2\na = 1"),
    ("swap", "a, b = 1, 2\na, b = b, a\nprint(a, b)", "b = "),
    ("swap", "a = [1, 2]\nt = a[0]\na[0] = a[1]\na[1] = t\nprint(a)", "a[0], a[1] = a[1], a[0]"),
    ("ternary", "n = 3\nx = 1 if n > 2 else 0\nprint(x)", "if n > 2:"),
    ("ternary", "n = 3\nif n > 2:\n    x = 1\nelse:\n    x = 0\nprint(x)", "x = 1 if n > 2 else 0"),
    ("tuple_packing", "a = 1\nb = 2\nprint(a, b)", "a, b = 1, 2"),
    ("tuple_packing", "a, b = 1, 2\nprint(a, b)", "a = 1\nb = 2"),
]

REFUSALS = [
    (
        "for_while",
        "for i in range(3):\n    if i == 1:\n        continue\n    print(i)",
    ),  # the step would be jumped over
    ("for_while", "for i in range(3):\n    pass\nprint(i)"),  # the variable is read afterwards
    ("swap", "a, i = [1, 0], 0\ni, a[i] = a[i], i\nprint(a, i)"),  # the target uses the new i
    ("augmented", "a = []\nb = a\na += [1]\nprint(b)"),  # += changes the object itself
    ("reorder", "a = 1\nb = a\nprint(a, b)"),
    ("tuple_packing", "a = 1\nb = a\nprint(a, b)"),
    ("loop_order", "for i in range(2):\n    for j in range(i):\n        print(i, j)"),
    ("recursion", "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\nprint(fib(5))"),
    ("chained", "def f():\n    print('once')\n    return 2\nprint(1 < f() < 3)"),  # f would run twice
    ("generator", "print(any([print(i) or i for i in range(3)]))"),  # any() stops early
]

PROGRAM = """
LIMIT = 7

def clamp(value, low, high):
    return max(low, min(value, high))

def gcd(a, b):
    if b == 0:
        return a
    return gcd(b, a % b)

def sort(values):
    items = [value for value in values]
    for i in range(len(items)):
        for j in range(len(items) - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items

def describe(values):
    total = 0
    seen = {}
    for value in values:
        if value > 2 and value < 40:
            total += clamp(value, 3, 30) * 2
        else:
            total -= 1
        seen[value] = seen.get(value, 0) + 1
    even = [v for v in sort(values) if v % 2 == 0]
    best = max(values) if values else 0
    for v in sort(values):
        if not (v < 5 or v == 9):
            return f'{total} {even} {best} {v} {gcd(total, 12)}'
    return f'{total} {even} {best} none {seen}'
"""
INPUTS = [[3, 1, 2], [], [50, 4, 4, 9], [2, 2], [10, 7, 33, 12, 1]]


def printed(code: str) -> str:
    """What one of this file's own programs prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<program>", "exec"), {})
    return out.getvalue()


def program(code: str, entry_point: str | None = None) -> Program:
    return Program(id="p", domain="user", family="test", code=code, entry_point=entry_point)


@pytest.mark.parametrize(
    ("name", "code", "expected"), EXAMPLES, ids=[f"{n}{i}" for i, (n, _, _) in enumerate(EXAMPLES)]
)
def test_a_rewrite_changes_its_shape_and_nothing_else(name: str, code: str, expected: str) -> None:
    found = []
    for seed in range(12):
        variant = rewritten(program(code), (name,), Random(seed))
        assert variant is not None
        assert ast.dump(ast.parse(variant.code)) != ast.dump(ast.parse(code))
        assert printed(variant.code) == printed(code)
        found.append(variant.code)
    assert any(expected in text for text in found), found[0]


@pytest.mark.parametrize(("name", "code"), REFUSALS, ids=[f"{n}{i}" for i, (n, _) in enumerate(REFUSALS)])
def test_a_rewrite_leaves_alone_what_it_would_break(name: str, code: str) -> None:
    assert all(rewritten(program(code), (name,), Random(seed)) is None for seed in range(5))


def test_every_rewrite_has_an_example() -> None:
    assert {name for name, _, _ in EXAMPLES} == set(REWRITES)
    assert len(REWRITES) >= 16


def test_compositions_keep_the_meaning_and_name_their_rewrites() -> None:
    source = program(PROGRAM, "describe")
    calls = "".join(f"print(describe({values!r}))\n" for values in INPUTS)
    expected, used = printed(PROGRAM + calls), set()
    for seed in range(6):
        candidates = variants(source, Random(seed), most=4)
        for variant in (next(candidates) for _ in range(25)):
            assert printed(variant.code + calls) == expected, variant.code
            assert variant.variant_of == "p"
            used |= set(variant.rewrites)
    assert len(used) >= 15, used


def test_the_same_random_stream_gives_the_same_variant() -> None:
    one, two = (next(variants(program(PROGRAM, "describe"), Random(5))) for _ in range(2))
    assert one == two


def test_a_program_without_any_shape_ends_the_stream() -> None:
    assert list(variants(program("pass"), Random(1))) == []
