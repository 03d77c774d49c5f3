"""reasoning-gym's rows become programs whose inputs are drawn by running their generators elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.sources.gym import DROPPED, bundled, draw, read

ROW = {
    "task_description": "Add up.",
    "code_sample": "import math\n\ndef main_solution(values):\n    return sum(values)\n",
    "input_generator": "def generate_inputs(rng):\n    return {'values': [rng.randint(1, 9) for _ in range(3)]}\n",
}


def test_a_row_becomes_a_program_and_a_generator() -> None:
    (one,), dropped = read([ROW])
    assert not dropped
    assert (one.program.entry_point, one.program.domain, one.program.family) == (
        "main_solution",
        "extra",
        "codeio_0000",
    )
    assert one.generator.entry_point == "draw"
    assert "generate_inputs(Random(seed))" in one.generator.code


def test_every_drop_has_its_reason() -> None:
    rows = [
        {**ROW, "code_sample": "def f(:\n"},
        {**ROW, "code_sample": "def other():\n    pass\n"},
        {**ROW, "code_sample": ROW["code_sample"] + "# " + "x" * 3000},
        {**ROW, "code_sample": "import random\n" + ROW["code_sample"]},
        {**ROW, "code_sample": "import numpy\n" + ROW["code_sample"]},
        {**ROW, "task_description": "¿Cuál es la suma de los números?"},
        ROW,
    ]
    kept, dropped = read(rows)
    assert len(kept) == 1
    assert dropped == Counter(DROPPED)
    assert kept[0].program.family == "codeio_0006"


@pytest.mark.parametrize(
    ("statement", "reasons"),
    [
        ("求和。", ["language"]),
        ("Berechne die Summe der Zahlen für alle Werte.", ["language"]),
        ("ผลรวม of ตัวเลขทั้งหมด", ["language"]),
        ("What does Bézout's identity give?", []),
        ("How many words of the letters К, Л and Т are there?", []),
        ("", []),
    ],
)
def test_tasks_in_another_language_than_english_are_left_out(statement: str, reasons: list[str]) -> None:
    assert list(read([{**ROW, "task_description": statement}])[1]) == reasons


def test_inputs_come_from_the_generator_s_run_and_bad_ones_give_no_case() -> None:
    (one,), _ = read([ROW])

    def gives(result: str | None, outcome: str = "finished") -> Case | None:
        def run(program: Program, cases: Sequence[Case]) -> list[Trace]:
            assert program is one.generator
            return [Trace(case=case, outcome=outcome, result=result) for case in cases]  # type: ignore[arg-type]

        return draw(one, 7, run)

    case = gives("{'values': [1, 2]}")
    assert case is not None
    assert case.keyword_arguments == (("values", "[1, 2]"),)
    assert case.id == "extra/codeio_0000/7"
    for bad in ("[1, 2]", "{1: 2}", "{'values': <function f>}", None):
        assert gives(bad) is None
    assert gives("{'values': [1]}", "timed_out") is None


def test_the_installed_package_holds_many_usable_functions() -> None:
    pytest.importorskip("reasoning_gym")
    kept, dropped = bundled()
    assert len(kept) > 500
    assert sum(dropped.values()) + len(kept) > 3000
