"""What competition families promise beyond the others: a worked example that is right, and a spread over topics."""

from __future__ import annotations

import importlib
import subprocess
import sys
import textwrap
from collections import Counter
from random import Random

import pytest

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import Family
from tracepile_hf.families.registry import FOLDERS, families
from tracepile_hf.records import Case, Program

FAMILIES = families("competition")


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


def test_every_topic_has_five_families() -> None:
    """The topic stands before the colon of a module's first line."""
    documented = [importlib.import_module(f"{FOLDERS['competition']}.{name}").__doc__ or "" for name in FAMILIES]
    topics = Counter(line.partition(":")[0].lower() for line in documented)
    assert len(topics) >= 15
    assert min(topics.values()) >= 5, topics


def test_rows_become_lines() -> None:
    assert lines(3, "a b", (1, 2), [], range(2)) == "3\na b\n1 2\n\n0 1\n"
