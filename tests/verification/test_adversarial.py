"""False, unproved and vacuous texts about real runs: none is accepted, and none makes the checker fail or crawl."""

from __future__ import annotations

from functools import cache

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

PROGRAMS = {
    "total": (
        """\
def f(xs):
    total = 0
    for x in xs:
        if x > 3:
            total += x
        else:
            total -= 1
    return total
""",
        ("[2, 5, 7]",),
        "We trace `f([2, 5, 7])`. {} `f` returns 11. The answer is 11.",
    ),
    "places": (
        """\
def f(xs, i, j):
    xs[i] = xs[j]
    m = xs[i] + xs[j]
    k = [m]
    k = [k[0] + 1]
    k.append(m)
    p = k.pop() - 1
    del k[0]
    r = k
    return m
""",
        ("[4, 9, 9, 1]", "0", "1"),
        "We trace `f([4, 9, 9, 1], 0, 1)`. {} `f` returns 18. The answer is 18.",
    ),
    "methods": (
        """\
import math

class A:
    def push(self, v):
        return v

class B:
    def push(self, v):
        return v + 1

def len(x):
    return 77

def f(n):
    a = A()
    b = B()
    xs = [1, 2, 3]
    s = {'c', 'a', 'b'}
    y = b.push(n)
    z = a.push(n)
    u = 'ab'
    return y + z
""",
        ("4",),
        "We trace `f(4)`. {} `f` returns 9. The answer is 9.",
    ),
    "calls": (
        """\
def f(n):
    x = n
    y = g(x)
    print(y)
    print('end')
    z = g(y)
    if z < 0:
        raise ValueError('no')
    w = 1 // (z - 3)
    return z

def g(n):
    m = n + 1
    return m
""",
        ("1",),
        "We trace `f(1)`. {} The answer is ZeroDivisionError.",
    ),
    "fold": (
        """\
def f(n):
    hits = 0
    xs = []
    for i in range(n):
        xs.append(i)
        if i % 2:
            hits += 1
            print(i)
        c = g(i)
    return hits

def g(i):
    z = i * 2
    return z
""",
        ("5",),
        "We trace `f(5)`. Line 3 runs. Iterations 1 to 5 of the loop on line 4: {}. `f` returns 2. The answer is 2.",
    ),
    "recursion": (
        """\
def f(n):
    if n == 0:
        return 1
    r = f(n - 1)
    return n * r
""",
        ("3",),
        "We trace `f(3)`. {} `f` (depth 1) returns 6. The answer is 6.",
    ),
}
SCRIPTS = {
    "half": ("x = float(input())\nprint('%.2f' % x)\n", "1.5\n", "Line 1 runs. Line 2 prints '1.50'. {}"),
    "row": ("print([1, 2])\n", "", "Line 1 prints '[1, 2]'. {}"),
    "set": ("print('{2, 1}')\n", "", "Line 1 prints '{{2, 1}}'. {}"),
    "pad": ("print('  5')\n", "", "Line 1 prints '  5'. {}"),
}


@cache
def traced(name: str) -> Trace:
    if name in SCRIPTS:
        code, stdin, _ = SCRIPTS[name]
        program = Program(name, "user", "", code)
        return trace_in_process(program, Case(name, program, stdin=stdin))
    code, arguments, _ = PROGRAMS[name]
    program = Program(name, "user", "", code, "f")
    return trace_in_process(program, Case(name, program, arguments))


TRUE = [
    ("total", ""),
    ("total", "Line 2 sets `total` to 0. Iteration 1 of the loop on line 3 begins. Line 4: `x > 3` is False."),
    ("places", "Line 2 sets `xs[i]` to 9. Line 3 runs. Line 4. Line 5: `k` is now [19]. Line 6 appends 18 to `k`."),
    ("methods", "Line 19 calls `B.push(4)`. `B.push` returns 5. Line 20 calls `A.push(4)`."),
    ("calls", "Line 3 calls `g(1)`. Line 13. Line 14 returns 2. Line 4 prints '2'. Line 9 raises ZeroDivisionError."),
    ("fold", "`i` takes the values 0, 1, 2, 3, 4; `hits` goes from 0 to 2"),
    ("fold", "5 calls of `g` are made and the program prints '1', '3'"),
    ("recursion", "Line 4 calls `f(2)`. The recursion is 4 deep."),
]
EVENTS = [
    ("total", "Line 2 returns 11. Nothing"),
    ("total", "Line 2 gives back 11."),
    ("calls", "Line 3 calls `g(1)`, and prints '2'."),
    ("calls", "Line 3 runs. Nothing changes."),
    ("recursion", "Line 4 runs. Nothing changes."),
]
PROSE = [
    "Line 4 raises an exception.",
    "Line 4 raises an error.",
    "Line 4 prints a value.",
    "Line 4 returns.",
    "Line 4 yields.",
    "Line 4 calls a function.",
    "Line 4 repeats.",
    "Line 4 writes out a number.",
    "Here the loop stops.",
    "Here the program ends.",
    "Iteration 2 of the loop on line 3 ends.",
    "The loop runs VII rounds.",
    "The list is made of zeros.",
    "There is a handful of items.",
    "There is a trio of values.",
    "The result is naught.",
    "The numbers are all ones.",
    "The list is untouched.",
    "The items are in order.",
    "The list is out of order.",
    "The total beats the rest.",
    "The total is below the top.",
    "The total is big.",
    "The test turns out well.",
    "The program loops on and on.",
    "Line 4 pops the value of the list.",
    "Line 4 deletes `x` = 2.",
    "Line 4 removes `x` = 2.",
    "Line 4 begins the call.",
    "Line 4 ends the call.",
    "This is the last round.",
    "The value doubles.",
    "The value is squared.",
]
AROUND = [
    "In every iteration `total` is 0.",
    "At every step `total` is 0.",
    "Each time `total` is 0.",
    "Throughout, `total` is 0.",
    "From here on `total` is 0.",
    "From now on `total` is 0.",
    "In the end `total` is 0.",
    "At the end, `total` = 0.",
    "For the rest of the run `total` is 0.",
    "All along `total` is 0.",
    "In all iterations `total` = 0.",
    "`total` is 0 squared.",
    "`total` is 0 percent.",
    "`total` is 0 off.",
    "`total` is 0 short of the sum.",
    "`total` is 0 times that of the row.",
    "`total` is 0 plus some.",
    "`total` is 0 too big.",
    "`total` is 0 k.",
    "`total` is 0 degrees.",
    "`total` is 0 below the top.",
    "`total` is 0 or thereabouts.",
]
QUOTATIONS = [
    "Line 4 runs `return total`.",
    "Line 4 runs `total += x`.",
    "Line 4: so `x > 3`.",
    "Line 4: since `x > 3`, we go on.",
    "Line 4 finds `x > 3`.",
    "Line 4: here `x > 3`, as the test says.",
    "Line 4 runs. Given `x > 3`, line 7 is next.",
]
PLACES = [
    ("total", "`xs[-1]` is not bound."),
    ("total", "`xs[0 + 1]` is not bound."),
    ("total", "`f.q` is not bound."),
    ("total", "`total` is removed."),
    ("total", "`total` is deleted."),
    ("total", "`xs[9]` is removed."),
    ("methods", "`math.pi` is not bound."),
    ("methods", "Line 16 runs. `a.push` is not bound."),
    ("places", "Line 2 sets `xs[j]` to 9."),
    ("places", "Line 2 puts 9 in `xs[j]`."),
    ("places", "Line 2 inserts 9 into `xs`."),
    ("places", "Line 2 adds 9 to `xs`."),
    ("places", "Line 2 pushes 9 onto `xs`."),
    ("places", "Line 3: `m` = 18 and `i` becomes 0."),
    ("places", "Line 3: `j` is set to 1."),
    ("places", "Line 3: `j` gets 1."),
    ("places", "Line 3: `j` takes the value 1."),
    ("places", "Line 5: `k[0]` is now 18."),
    ("places", "Line 5: `k[0]` becomes 18."),
    ("places", "Line 5: `k[0]` stays 18."),
    ("places", "Line 8: `k` is removed."),
    ("places", "Line 3: `k` is deleted."),
    ("methods", "Line 19 calls `other.push(4)`."),
    ("methods", "Line 19 calls `math.push(4)`."),
    ("methods", "Line 19 runs, and `A.push` returns 5."),
    ("methods", "Line 20: `len(xs)` is 3."),
    ("methods", "Line 20: `list(s)` = ['a', 'b', 'c'] or so."),
    ("methods", "Line 20: `list(s)` has 3 elements and `list(s)` is sorted."),
    ("methods", "Line 20: `tuple(s)` is sorted."),
    ("methods", "Line 21: `u` has 2 keys."),
    ("total", "The values at hand:\n1.\n2.\n3.\nLine 2 runs."),
    ("total", "The total at the outset:\n1.\nLine 2 runs."),
    ("total", "The total:\n1.\n\nLine 2 runs."),
    (
        "total",
        "Line 2. Iterations 1 to 2 of the loop on line 3. Iteration 3 of the loop on line 3 begins. Line 5. The "
        "program goes to the next iteration of the loop on line 3.",
    ),
]
BINDINGS = [
    "Line 1 imports `f`. {}",
    "Line 1 defines `f(ys)`. {}",
    "Line 1 defines `f(xs, total)`. {}",
]
ANSWERS = [
    ("half", "The answer is 1.5."),
    ("half", "The answer is 1.500."),
    ("half", "The answer is 15e-1."),
    ("row", "The answer is [1,2]."),
    ("row", "The answer is [1,  2]."),
    ("row", "The answer is (1, 2)."),
    ("set", "The answer is {1, 2}."),
    ("pad", "The answer is '5'."),
]
RIGHT_ANSWERS = [
    ("half", "The answer is 1.50."),
    ("half", "Answer: `1.50`"),
    ("half", "The answer is '1.50'."),
    ("half", "Answer:\n```\n1.50\n```"),
    ("row", "The answer is [1, 2]."),
    ("set", "The answer is {2, 1}."),
]
LARGE = {
    "a line number": "Line " + "9" * 5000 + " runs.",
    "a count": "In total, line 2 runs " + "9" * 5000 + " times.",
    "a value": "`xs` is " + "9" * 6000 + ".",
    "nots": "`" + "not " * 2400 + "xs` is True.",
    "minuses": "`" + "-" * 3000 + "xs` is 3.",
    "parts": "`xs" + "[0]" * 3000 + "` is 3.",
    "attributes": "`xs" + ".a" * 4000 + "` is 3.",
    "lists": "`xs` = " + "[" * 3000 + "]" * 3000 + ".",
    "dicts": "`xs` is " + "{1:" * 500 + "1" + "}" * 500 + ".",
    "calls": "Line 2 calls `" + "f(" * 1000 + ")" * 1000 + "`.",
    "open brackets": "[" * 20000,
    "open parentheses": "f(" * 10000,
    "quotes": "'" * 20000,
    "escaped quotes": "'\\" * 50000,
    "a row of brackets": "(" * 100000,
    "brackets of prose": "((1) " * 20000,
    "a bare sum": "5 + " * 25000,
    "many equals": "`x` = 2 = " * 10000,
    "ticks": "`" * 20001,
    "angles": "<a" * 10000,
    "a chain": "`xs` = " + " = ".join(["3"] * 5000) + ".",
    "a sum": "`xs` = " + " + ".join(["3"] * 5000) + ".",
    "a power": "`xs` = `9**9**9` = 3.",
    "powers": "`xs` = `(9**9)**(9**4)` = 3.",
    "shifts": "`xs` = `1<<49999<<49999<<49999` = 3.",
    "repetition": "`xs` = `'a'*99999*99999` = 3.",
    "ranges": "`xs` = `sum(range(10**12))` = 3.",
    "format": "`xs` = `'%999999999d' % 3` = '3'.",
    "a decimal": "`xs` is Decimal('1e999999999').",
    "a fraction": "`xs` is Fraction(1, 0).",
    "a range": "`xs` is range(1000000000000).",
    "a counter": "`xs` is Counter({1: 'a'}).",
    "a null": "`xs\0` is 3.",
    "a surrogate": "`xs` is \ud800.",
}


def text(name: str, middle: str) -> str:
    return (SCRIPTS[name] if name in SCRIPTS else PROGRAMS[name])[2].format(middle)


def refuse(name: str, middle: str) -> None:
    verdict = verify(text(name, middle), traced(name))
    assert not verdict.accepted
    assert verdict.reason in ("refuted", "out_of_order", "unread"), verdict.detail


@pytest.mark.parametrize(("name", "middle"), TRUE)
def test_texts_around_the_false_ones_are_true(name: str, middle: str) -> None:
    verdict = verify(text(name, middle), traced(name))
    assert verdict.accepted, verdict.detail


@pytest.mark.parametrize(("name", "middle"), EVENTS)
def test_an_event_belongs_to_its_line(name: str, middle: str) -> None:
    refuse(name, middle)


AT_THE_TEST = "Line 2 runs. Iteration 1 of the loop on line 3 begins. "


@pytest.mark.parametrize("middle", PROSE)
def test_prose_claims_nothing(middle: str) -> None:
    refuse("total", AT_THE_TEST + ("" if middle.startswith("Line 4") else "Line 4 runs. ") + middle)


@pytest.mark.parametrize("middle", AROUND)
def test_nothing_around_a_claim_changes_it(middle: str) -> None:
    refuse("total", "Line 2 runs. " + middle)


@pytest.mark.parametrize("middle", QUOTATIONS)
def test_a_quotation_is_of_its_line_and_says_nothing(middle: str) -> None:
    refuse("total", AT_THE_TEST + middle)


@pytest.mark.parametrize(("name", "middle"), PLACES)
def test_places_and_values(name: str, middle: str) -> None:
    refuse(name, middle)


@pytest.mark.parametrize("form", BINDINGS)
def test_what_a_line_binds(form: str) -> None:
    verdict = verify(form.format(text("total", "")), traced("total"))
    assert verdict.reason == "refuted", verdict.detail


@pytest.mark.parametrize(("name", "answer"), ANSWERS)
def test_a_script_is_answered_with_its_very_text(name: str, answer: str) -> None:
    verdict = verify(text(name, answer), traced(name))
    assert verdict.reason == "answer_wrong", verdict.detail


@pytest.mark.parametrize(("name", "answer"), RIGHT_ANSWERS)
def test_answers_that_are_right(name: str, answer: str) -> None:
    verdict = verify(text(name, answer), traced(name))
    assert verdict.accepted, verdict.detail


@pytest.mark.parametrize("size", LARGE)
def test_large_texts_get_a_verdict(size: str) -> None:
    verdict = verify(text("total", LARGE[size]), traced("total"))
    assert verdict.reason in ("refuted", "out_of_order", "unread"), verdict.detail
