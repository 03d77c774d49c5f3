"""What competition families promise beyond the others: a worked example that is right, and a spread over topics."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from random import Random

import pytest

from tracepile_hf.records import Case, Program
from tracepile_hf.sources.competition import FAMILIES, TOPICS
from tracepile_hf.sources.competition.text import lines
from tracepile_hf.sources.family import Family


def _program(family: Family) -> Program:
    return family.make(Random(1), 1).program


def _example(statement: str) -> tuple[str, str]:
    """Stdin and stdout of the worked example: indented blocks below `Input:` and `Output:`."""
    _, _, example = statement.partition("\n\nExample\n\nInput:\n")
    given, _, printed = example.partition("\n\nOutput:\n")
    return textwrap.dedent(given) + "\n", textwrap.dedent(printed) + "\n"


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_the_worked_example_is_right(family: Family) -> None:
    program = _program(family)
    stdin, stdout = _example(program.statement)
    assert stdin.strip()
    assert family.check(Case("example", program, stdin=stdin)) == stdout
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program.code], input=stdin, capture_output=True, text=True, check=True
    )
    assert run.stdout == stdout


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_a_statement_has_its_sections_in_order(family: Family) -> None:
    statement = _program(family).statement
    places = [statement.index(f"\n\n{title}\n\n") for title in ("Input", "Output", "Example")]
    assert 40 < places[0] < places[1] < places[2]


def test_every_family_has_one_topic_and_every_topic_five_families() -> None:
    assert sorted(name for names in TOPICS.values() for name in names) == list(FAMILIES)
    assert all(len(names) >= 5 for names in TOPICS.values())


def test_rows_become_lines() -> None:
    assert lines(3, "a b", (1, 2), [], range(2)) == "3\na b\n1 2\n\n0 1\n"
