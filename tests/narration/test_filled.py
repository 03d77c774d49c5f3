"""An expression with its values filled in is worth what the expression is worth, whatever stands in it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.narration.expressions import Evaluator
from tracepile_hf.narration.wording import compile_wording
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

NAMES = ("a", "b", "c", "d")
_LEAVES = (*NAMES, "1", "2", "(-1)", "(-3)", "-2", "0.5", "(-0.5)")
_JOINED = tuple(f"{{}} {sign} {{}}" for sign in ("+", "-", "*", "/", "//", "%", "&", "|", "<<", "<", "==", "!="))
_OTHERS = ("{} ** 2", "{} ** -1", "({}) ** (-2)", "({}) ** b", "({}) ** -c", "-({})", "(-{} ** 2)", "(~{})", "(not {})")
_CALLED = ("max({}, {})", "pow({}, 2)", "({} if {} else {})", "[{}][0]", "abs({})")
_FORMS = ("", *_JOINED, *[f"({form})" for form in _JOINED], *_OTHERS, *_CALLED)


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    """Expressions around smaller ones, with and without brackets."""
    form = draw(st.sampled_from(_FORMS)) if depth else ""
    if not form:
        return draw(st.sampled_from(_LEAVES))
    parts = [draw(expressions(depth=depth - 1)) for _ in range(form.count("{}"))]
    return form.format(*parts)


VALUES = st.one_of(st.integers(-5, 5), st.sampled_from((-1.5, 0.5, -2.0, 3.0)))


def _run(expression: str, values: tuple[float, ...]) -> Trace:
    code = f"def f({', '.join(NAMES)}):\n    found = {expression}\n    return found\n"
    program = Program("p", "user", "", code, "f")
    return trace_in_process(program, Case("p", program, tuple(map(repr, values))))


@given(expressions(), st.tuples(VALUES, VALUES, VALUES, VALUES))
@settings(max_examples=300, deadline=None)
def test_what_is_filled_in_is_worth_the_same(expression: str, values: tuple[float, ...]) -> None:
    known = dict(zip(NAMES, values, strict=True))
    try:
        assume(len(repr(eval(expression, {}, known))) < 40)  # text made here, of numbers and operators
    except (ArithmeticError, ValueError, TypeError, MemoryError):
        assume(False)
    trace = _run(ast.unparse(ast.parse(expression)), values)
    step = next(step for step in trace.steps if step.event == "line")
    texts, literals = [text for text, _ in step.operands], tuple([literal for _, literal in step.operands])
    evaluate = Evaluator({text: number for number, text in enumerate(texts)}, frozenset(), textual=True)
    tree = ast.parse(expression, mode="eval").body
    for node in ast.walk(tree):
        shown = evaluate.filled(node) if isinstance(node, ast.expr) and ast.unparse(node) in texts else None
        if shown is not None:
            told = compile_wording("", (("", "told"),), {"told": shown}, len(literals)).full(literals).strip("`")
            assert repr(eval(told, {}, {})) == dict(step.operands)[ast.unparse(node)], (ast.unparse(node), told)


@given(expressions(), st.tuples(VALUES, VALUES, VALUES, VALUES), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_and_it_is_proved(expression: str, values: tuple[float, ...], seed: int) -> None:
    trace = _run(expression, values)
    assume(trace.outcome in ("finished", "raised"))
    text = narrate(trace, seed=seed)
    verdict = verify(text, trace)
    assert verdict.accepted, f"{verdict.detail}\n{text}"


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("(-1) ** a", "(-1) ** 3"),
        ("(-1) ** (a + b) * c", "(-1) ** (3 + (-2)) * 5"),
        ("b ** 2 - (-2) ** a", "(-2) ** 2 - (-2) ** 3"),
        ("c ** -1 * a", "5 ** -1 * 3"),
    ],
)
def test_a_negative_base_keeps_its_brackets(expression: str, shown: str) -> None:
    trace = _run(expression, (3, -2, 5, 0))
    text = narrate(trace)
    assert f"`{ast.unparse(ast.parse(expression))}` = {shown} = " in text
    assert verify(text, trace).accepted
