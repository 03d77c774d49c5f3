"""The texts as they are today, to be read. `TRACEPILE_GOLDEN=write pytest tests/narration` writes them anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from programs import PROGRAMS, run

from tracepile_hf.narration import narrate

GOLDEN = Path(__file__).parent / "golden"
FOLDED = {
    "insertion_sort_folded": ("insertion_sort", ("[9, 4, 7, 1, 8, 2]",), 700),
    "fibonacci_folded": ("fibonacci", ("7",), 300),
}
# Names of nested functions, positions of statements and the text of expressions are those of the recording Python.
RECORDED_ON = (3, 11)

pytestmark = pytest.mark.skipif(sys.version_info[:2] != RECORDED_ON, reason="golden texts are compared on one Python")


def _compare(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("TRACEPILE_GOLDEN") == "write":
        path.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_the_text_is_the_golden_one(name: str) -> None:
    _compare(name, narrate(run(name)))


@pytest.mark.parametrize("name", sorted(FOLDED))
def test_a_folded_text_is_the_golden_one(name: str) -> None:
    program, arguments, budget = FOLDED[name]
    _compare(name, narrate(run(program, arguments), budget_tokens=budget))


def test_no_golden_text_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(PROGRAMS) | set(FOLDED)
