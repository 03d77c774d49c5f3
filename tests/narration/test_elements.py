"""Comprehensions are told element by element, and calculations operation by operation; nothing where it gets long."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.narration import tell
from tracepile_hf.records import REGISTERS, Case, Program, Trace
from tracepile_hf.verification import verify

CODE = """\
def work(xs, text, limit):
    kept = [x * x + 1 for x in xs if x > limit]
    total = sum(x % 3 for x in xs)
    words = text.split()
    sizes = {w: len(w) for w in words}
    found = any(x == limit for x in xs)
    pairs = [(i, w.upper()) for i, w in enumerate(words)]
    flat = [a + b for a in xs[:2] for b in kept[:2] if a != b]
    first = '-'.join(w[0] for w in words)
    return len(kept) * (total + 1) - len(flat) * 2
"""


def run(xs: list[int], text: str, limit: int) -> Trace:
    case = Case("c", Program("p", "user", "", CODE, "work"), (repr(xs), repr(text), repr(limit)))
    return trace_in_process(case.program, case)


def test_each_element_is_told_with_its_reason() -> None:
    text = tell(run([3, -1], "ab c", 0)).text
    assert "`x` = 3 gives 3 * 3 + 1 = 9 + 1 = 10; `x` = -1 is left out, as `x > limit` = `-1 > 0` = False" in text
    assert "`x` = 3 gives 3 % 3 = 0" in text
    assert "together" in text
    assert "`w` = 'ab' gives the key 'ab' and the value `len('ab')` = 2" in text
    assert "`i` = 0 and `w` = 'ab' give `(0, 'ab'.upper())` = (0, 'AB')" in text
    assert "`text.split()` = `'ab c'.split()` = ['ab', 'c']" in text


def test_an_any_stops_where_it_is_settled() -> None:
    text = tell(run([4, 0, 7], "a", 0)).text
    assert "`x` = 4 gives `4 == 0` = False; `x` = 0 gives `0 == 0` = True." in text


def test_many_elements_are_told_as_one_value() -> None:
    text = tell(run(list(range(30)), "a", 3)).text
    assert "In `[x * x + 1" not in text
    assert verify(text, run(list(range(30)), "a", 3), detail="full").accepted


@given(
    st.lists(st.integers(-9, 9), max_size=5), st.text("ab \\'\"`|;\n", max_size=8), st.integers(-3, 3),
    st.sampled_from(REGISTERS),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_whatever_the_elements_are_they_are_proved(xs: list[int], text: str, limit: int, register: str) -> None:
    trace = run(xs, text, limit)
    if trace.outcome not in ("finished", "raised"):
        return
    told = tell(trace, register=register)
    verdict = verify(told.text, trace, detail=told.detail)
    assert verdict.accepted, f"{verdict.detail}\n{told.text}"


def test_an_operation_at_a_time() -> None:
    code = "def f(a, b):\n    c = (a + b) * (a - b) + 2 * a\n    return c\n"
    case = Case("c", Program("p", "user", "", code, "f"), ("4", "1"))
    trace = trace_in_process(case.program, case)
    text = tell(trace).text
    assert "= (4 + 1) * (4 - 1) + 2 * 4 = 5 * 3 + 8 = 15 + 8 = 23" in text
    assert verify(text, trace, detail="full").accepted
    for wrong in ("5 * 3 + 9 = 15", "15 + 7 = 23", "= 6 * 3 + 8", "16 + 7 = 23"):
        right = {"5 * 3 + 9 = 15": "5 * 3 + 8 = 15", "15 + 7 = 23": "15 + 8 = 23", "= 6 * 3 + 8": "= 5 * 3 + 8"}
        changed = text.replace(right.get(wrong, "15 + 8 = 23"), wrong)
        assert verify(changed, trace).reason == "refuted", wrong
