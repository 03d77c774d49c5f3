"""The examples of docs/claims.md, read from the page: what it calls true is proved, what it calls false is refused."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("| true | false |\n|---|---|\n")[2].partition("\n\n")[0]
ROWS = [tuple(cell.strip() for cell in row.strip("|").split(" | ")) for row in TABLE.splitlines()]


@cache
def traced() -> Trace:
    found = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    program = Program("page", "user", "", found[1], "f")
    return trace_in_process(program, Case("page", program, ("1",)))


def test_the_page_is_what_the_grammar_says() -> None:
    """Whoever changes a production renews the page: python docs/write_claims.py."""
    spec = importlib.util.spec_from_file_location(
        "write_claims", Path(__file__).parents[2] / "docs" / "write_claims.py"
    )
    assert spec is not None
    assert spec.loader is not None
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    assert writer.page() == PAGE


def test_the_page_has_examples() -> None:
    assert len(ROWS) >= 7
    assert all(len(row) == 2 for row in ROWS)


@pytest.mark.parametrize(("true", "false"), ROWS)
def test_an_example_on_both_sides(true: str, false: str) -> None:
    verdict = verify(f"We trace `f(1)`. {true}", traced())
    assert verdict.reason == "answer_missing", verdict.detail  # everything said is proved; it does not answer
    assert verify(f"We trace `f(1)`. {false}", traced()).reason in ("refuted", "out_of_order", "unread")
