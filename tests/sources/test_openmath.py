"""Rows of OpenMathInstruct-1 (our own, in its schema): blocks become one program, kept if it gives the answer."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import LIMIT

from tracepile_hf.errors import InputError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.records import Case, Program, Run, Trace
from tracepile_hf.sources.answers import same_answer
from tracepile_hf.sources.hub import Harvest
from tracepile_hf.sources.hub import harvest as harvest_set
from tracepile_hf.sources.openmath import DROPPED, Equal, Reference, joined, program_of, reader

pytest.importorskip("math_verify")
TORA = Path(__file__).parents[2] / "benchmarks" / "tora_examples.py"


def _row(*blocks: str, **changes: object) -> dict[str, object]:
    parts = [f"So:\n<llm-code>\n{block}\n</llm-code>\n<llm-code-output>\n?\n</llm-code-output>" for block in blocks]
    return {
        "question": "Ines has 3 boxes with 4 pears each. How many pears has she?",
        "generated_solution": "\n".join(["Let us compute.", *parts, "Thus the answer is \\boxed{12}."]),
        "expected_answer": "12",
        "predicted_answer": "12",
        "error_message": "",
        "is_correct": True,
        "dataset": "gsm8k",
        "generation_type": "without_reference_solution",
    } | changes


def _run(program: Program, cases: Sequence[Case]) -> list[Trace]:
    """Runs the rows of this file."""
    stdout = io.StringIO()
    try:
        with contextlib.redirect_stdout(stdout):
            exec(compile(program.code, program.id, "exec"), {"__name__": "__main__"})
    except ArithmeticError:
        return [Trace(case, "raised", stdout=stdout.getvalue()) for case in cases]
    return [Trace(case, "finished", stdout=stdout.getvalue()) for case in cases]


def harvest(
    rows: Sequence[dict[str, object]], run: Run, equal: Equal, reference: Reference | None = None, times: int = 4
) -> Harvest:
    return harvest_set("openmath", rows, read=reader(run, equal, reference, times))


def _code_of(*blocks: str) -> str:
    program, reason = program_of(_row(*blocks))
    assert program is not None, reason
    return program.code


def test_blocks_are_joined_and_show_what_the_notebook_showed() -> None:
    code = _code_of("boxes = 3\npears = 4\nboxes * pears", "# now with a name\ntotal = boxes * pears\ntotal  # done")
    assert code == (
        "boxes = 3\npears = 4\nprint(boxes * pears)\n\n# now with a name\ntotal = boxes * pears\nprint(total)\n"
    )


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("print(12)", "print(12)\n"),
        ("x = 12", "x = 12\n"),
        ("xs = []\nxs.append(12)", "xs = []\nxs.append(12)\n"),
        ("'a note'", "'a note'\n"),
        ("é = 3; é * 4", "é = 3; print(é * 4)\n"),
        ("(3 +\n 9)", "print((3 +\n 9))\n"),
        ("sum([\n    3,\n    9,\n])", "print(sum([\n    3,\n    9,\n]))\n"),
        ("def f():\n    return 12\nf()", "def f():\n    return 12\nprint(f())\n"),
        ("for k in range(3):\n    k", "for k in range(3):\n    k\n"),
    ],
)
def test_only_a_last_expression_with_a_value_is_printed(block: str, code: str) -> None:
    assert joined([block]) == code
    compile(code, "block", "exec")


def test_a_program_is_kept_if_it_ends_with_the_expected_answer() -> None:
    result = harvest([_row("print('thinking')\n3 * 4")], _run, same_answer)
    ((case,),) = result.kept
    assert case.expected == "thinking\n12\n"
    assert case.program.domain == "math"
    assert case.program.entry_point is None
    assert case.program.license
    assert case.program.statement.startswith("Ines has 3 boxes")
    assert (result.rows, dict(result.dropped)) == (1, {})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row("3 * 4", is_correct=False), "not_correct"),
        (_row(), "no_code"),
        (_row("3 *"), "does_not_parse"),
        (_row("x = 1\n" * 1000), "too_long"),
        (_row("import os\n12"), "module"),
        (_row("int(input())"), "reads_input"),
        (_row("1 / 0"), "run_failed"),
        (_row("x = 12"), "no_output"),
        (_row("3 + 4"), "other_answer"),
    ],
)
def test_every_other_row_is_counted_under_its_reason(row: dict[str, object], reason: str) -> None:
    result = harvest([row, _row("4 * 3"), _row("4 * 3")], _run, same_answer)
    assert reason in DROPPED
    assert dict(result.dropped) == {reason: 1, "duplicate": 1}
    assert result.rows == len(result.kept) + result.dropped.total() == 3


def test_solutions_of_one_question_share_a_family() -> None:
    ((first,), (second,)) = harvest([_row("3 * 4"), _row("4 * 3")], _run, same_answer).kept
    assert first.program.family == second.program.family
    assert first.program.id != second.program.id


def test_what_a_reference_model_always_answers_right_is_dropped() -> None:
    asked: list[str] = []

    def reference(question: str, times: int) -> list[str]:
        asked.append(question)
        return ["12"] * (times - 1) + ["12" if "Ines" in question else "13"]

    rows = [_row("3 * 4"), _row("2 * 6", question="A harder one: what is a dozen?"), _row("3 + 4")]
    result = harvest(rows, _run, same_answer, reference, times=4)
    assert dict(result.dropped) == {"too_easy": 1, "other_answer": 1}
    assert [case.program.statement for (case,) in result.kept] == ["A harder one: what is a dozen?"]
    assert len(asked) == 2  # a program that fails is not worth a question
    with pytest.raises(InputError, match="4 answers, got 1"):
        harvest(rows[:1], _run, same_answer, lambda question, times: ["12"])


def test_a_row_of_another_set_is_an_error() -> None:
    with pytest.raises(InputError, match="'generated_solution'"):
        harvest([{"question": "?"}], _run, same_answer)


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        ("12", "12.0"),
        ("1,234", "1234"),
        ("\\frac{25}{6}", "4.16666666666667"),
        ("\\frac{1}{56}", "1/56"),
        ("x^2+7x+10", "x**2 + 7*x + 10"),
        ("5-2\\sqrt{3}", "sqrt(37 - 20*sqrt(3))"),
        ("10\\sqrt{5}", "10*sqrt(5)"),
        ("\\frac{\\pi}{4}", "pi/4"),
        ("3", "[3]"),
        ("-2x-1", "-2*x - 1"),
        ("(1,2)", "(1, 2)"),
        ("\\$18", "18"),
        ("50\\%", "50"),
        ("\\frac{3}{4}", "Rational(3, 4)"),
        ("x-(y-1)", "x - (y - 1)"),
    ],
)
def test_equal_answers_in_other_words(expected: str, printed: str) -> None:
    assert same_answer(expected, printed)


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        ("12", "13"),
        ("12", ""),
        ("6", "[10, 11, 12]"),
        ("-2x-1", "[-2*x - 1, 2*x + 1]"),
        ("x^2+7x+10", "x**2 + 7*x + 11"),
        ("2x^2-3x-1", "{a: 2, b: -3, c: -1}"),
        ("0.33", "1/3"),
        ("1", "9**9**9**9"),
        ("1", "__import__('os').getcwd()"),
    ],
)
def test_different_answers(expected: str, printed: str) -> None:
    assert not same_answer(expected, printed)


@given(st.integers(-(10**6), 10**6), st.integers(1, 1000))
def test_fractions_and_their_decimals_agree(top: int, bottom: int) -> None:
    assert same_answer(f"{top}/{bottom}", repr(top / bottom))


def _tora() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tora_examples", TORA)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_examples_of_tora_become_rows() -> None:
    example = {
        "dataset": "ours",
        "gt": "12",
        "messages": [
            {"role": "user", "content": "What is 3 times 4?"},
            {"role": "assistant", "content": "```python\nprint(3 * 4)\n```\n```output\n12\n```\nIt is 12."},
        ],
    }
    program, _ = program_of(_tora().row_of(json.loads(json.dumps(example))))
    assert program is not None
    assert program.code == "print(3 * 4)\n"


@pytest.mark.skipif("TRACEPILE_TEST_DATA" not in os.environ, reason="needs ToRA's examples")
def test_the_published_examples_of_tora_are_kept_or_counted() -> None:
    limits = Limits(seconds=LIMIT, steps=1000)  # two programs take more
    with Tracer("default") as tracer:
        rows = _tora().rows(Path(os.environ["TRACEPILE_TEST_DATA"]))
        result = harvest(rows, lambda program, cases: tracer.run(program, cases, limits), same_answer)
    assert result.rows == 30
    assert len(result.kept) == 18
    assert dict(result.dropped) == {"no_code": 5, "other_answer": 4, "run_failed": 3}
