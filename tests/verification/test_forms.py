"""Every form of docs/claims.md, on both sides: read as the kind named, proved where true, refused where false."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import read_claims, verify

PROGRAMS = {
    "total": (
        """\
def total_of(xs, least=3):
    total = 0
    for x in xs:
        if x > least:
            total += x
            seen = total
        else:
            total -= 1
    return total
""",
        "total_of([4, 2, 5])",
    ),
    "search": (
        """\
def find(xs, wanted):
    lo = 0
    hi = len(xs) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if xs[mid] == wanted:
            return mid
        if xs[mid] < wanted:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1
""",
        "find([1, 3, 5, 7], 7)",
    ),
    "recursion": (
        """\
def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)
""",
        "fact(3)",
    ),
    "stack": (
        """\
def work(words):
    stack = []
    counts = {}
    for word in words:
        stack.append((word, 2))
        counts[word] = counts.get(word, 0) + 1
    top = stack.pop()
    rows = [0, 0, 0]
    rows[1] = 7
    rows.sort()
    del counts
    return top
""",
        "work(['b', 'a'])",
    ),
    "errors": (
        """\
def half(n):
    if n % 2:
        raise ValueError('odd')
    return n // 2

def halves(ns):
    out = []
    for n in ns:
        try:
            out.append(half(n))
        except ValueError as error:
            out.append(None)
    return out
""",
        "halves([4, 3])",
    ),
    "elements": (
        """\
def work(xs, words):
    odd = [x * x for x in xs if x % 2]
    total = sum(x + 1 for x in xs)
    sizes = {word: len(word) for word in words}
    most = max(abs(x) for x in xs)
    pairs = [x * y for x, y in zip(xs, odd)]
    return total
""",
        "work([3, 2, -5], ['b', 'ab'])",
    ),
    "uncaught": ("def f(n):\n    return g(n)\n\ndef g(n):\n    return 1 // n\n", "f(0)"),
    "generator": (
        """\
def count(k):
    while k > 0:
        yield k
        k -= 1

def run():
    out = 0
    for g in count(2):
        out += g
    return out
""",
        "run()",
    ),
    "script": (
        """\
import math
n = int(input())
for i in range(n):
    print(i, i * i)
    if i == 1:
        break
print('end')
""",
        "3\n",
    ),
    "imports": (
        """\
from math import gcd, lcm, sqrt

def run():
    return lcm(4, 6)
""",
        "run()",
    ),
    "skips": (
        """\
def evens(xs):
    out = []
    for x in xs:
        if x % 2:
            continue
        y = x
        out.append(y)
    return out
""",
        "evens([1, 2])",
    ),
}  # fmt: skip


@cache
def run_of(name: str) -> Trace:
    code, call = PROGRAMS[name]
    if name == "script":
        program = Program(name, "user", "", code)
        return trace_in_process(program, Case(name, program, stdin=call))
    entry, _, rest = call.partition("(")
    program = Program(name, "user", "", code, entry)
    arguments = {
        "total": ("[4, 2, 5]",),
        "search": ("[1, 3, 5, 7]", "7"),
        "elements": ("[3, 2, -5]", "['b', 'ab']"),
    }.get(name, (rest[:-1],) if rest != ")" else ())
    return trace_in_process(program, Case(name, program, arguments))


Row = tuple[str, str, str, str, list[str]]


def read_rows() -> list[Row]:
    """The rows of forms.txt: kind, program, what comes before, the claim, false copies of it."""
    rows: list[Row] = []
    for block in (Path(__file__).parent / "forms.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            kind, name = lines[0][2:].split()
            before, claim, *false = (line[2:] for line in lines[1:])
            rows.append((kind, name, before + " " if before else "", claim, false))
    return rows


ROWS = read_rows()


@pytest.mark.parametrize(
    ("kind", "name", "before", "claim", "false"), ROWS, ids=[f"{row[0]}: {row[3]}" for row in ROWS]
)
def test_a_form_on_both_sides(kind: str, name: str, before: str, claim: str, false: list[str]) -> None:
    trace = run_of(name)
    verdict = verify(f"{before}{claim}.", trace)
    assert verdict.reason == "answer_missing", verdict.detail
    told = [finding.claim.kind for finding in verdict.claims if finding.claim.span[1] > len(before)]
    assert kind in told
    assert kind in [found.kind for found in read_claims(f"{before}{claim}.", trace.case.program.code).claims]
    for text in false:
        verdict = verify(f"{before}{text}.", trace)
        assert verdict.reason in ("refuted", "out_of_order", "unread", "no_claims"), f"accepted: {text}"
