"""A bundled family's words are its own: a folder from elsewhere cannot put others into its mouth."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from tracepile_hf.corpus.authors import demand_known_words
from tracepile_hf.corpus.rows import COLUMNS
from tracepile_hf.diversify import rewritten
from tracepile_hf.errors import CorpusError
from tracepile_hf.families.registry import families
from tracepile_hf.records import Program


def row_of_program(program: Program, **changed: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(COLUMNS, ""),
        "id": program.id, "domain": program.domain, "family": program.family, "code": program.code,
        "source": program.source, "entry_point": program.entry_point, "rewrites": [], "idea": program.idea,
        "input": json.dumps({"arguments": [], "keyword_arguments": {}, "stdin": ""}),
        "invariants": json.dumps([one._asdict() for one in program.invariants]),
        **changed,
    }  # fmt: skip


def programs() -> list[Program]:
    program = families("algorithm")["binary_search"].make(Random(1), 10).program
    renamed = [rewritten(program, ("rename",), Random(seed)) for seed in range(5)]
    return [program, *[one for one in renamed if one is not None]]


def test_the_familys_own_words_pass_whatever_its_names_are() -> None:
    for program in programs():
        demand_known_words(row_of_program(program))


@pytest.mark.parametrize("field", ["predicate", "said", "moment"])
def test_other_words_do_not(field: str) -> None:
    program = programs()[0]
    given = [one._asdict() for one in program.invariants]
    given[0][field] = {"predicate": "True", "said": "all is well with {low}", "moment": "end"}[field]
    with pytest.raises(CorpusError, match="expected an invariant of the family"):
        demand_known_words(row_of_program(program, invariants=json.dumps(given)))
    with pytest.raises(CorpusError, match="expected the idea of the family"):
        demand_known_words(row_of_program(program, idea="The list is not sorted."))


def test_somebody_elses_program_says_what_it_likes() -> None:
    program = programs()[0]
    demand_known_words(row_of_program(program, source="mine.jsonl", idea="It works."))
