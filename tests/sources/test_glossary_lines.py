"""Glossaries of one's own: read from JSON, and every mistake in one answered in a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.glossaries import beside, of_lines, read_glossary
from tracepile_hf.sources.jsonl import read_programs

CODE = "x = 2\nwhile x < 9:\n    x *= 2\nprint(x)\n"
GOOD = {"sayings": {"x *= 2": ["{was x} * 2 = {x}.", "It doubles to {x}."], "4": "So {x}."}, "units": {"x": "m"}}


def test_lines_are_named_by_text_or_number() -> None:
    glossary = read_glossary(CODE, GOOD, "here")
    assert [saying.line for saying in glossary.sayings] == [3, 4]
    assert glossary.units == (("x", "m"),)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (3, "an object with `sayings`"),
        ({}, "an object with `sayings`"),
        ({"sayings": {"y = 1": "No."}}, "a line of the program, got 'y = 1'"),
        ({"sayings": {"x = 2": ""}, "words": 1}, "the unknown key 'words'"),
        ({"sayings": {"x = 2": 3}}, "a wording"),
        ({"sayings": {"x = 2": "{x"}}, "braces around a slot"),
        ({"sayings": {"x = 2": "{x +}"}}, "an expression"),
        ({"sayings": {"x = 2": {"x >": "Yes."}}}, "an expression"),
        ({"sayings": {"x = 2": "a\nb"}}, "a wording of one line"),
        ({"sayings": {"x = 2": "Two."}, "opening": ["{x}."]}, "an opening without slots"),
        ({"sayings": {"x = 2": "Two."}, "units": {"x": 3}}, "units"),
        ({"sayings": {"x = 2": "Two."}, "answer": 3}, "text, as `answer`"),
    ],
)
def test_a_mistake_is_said(given: object, said: str) -> None:
    with pytest.raises(InputError, match=said.replace("{", r"\{")):
        read_glossary(CODE, given, "here")


def test_a_glossary_needs_a_statement(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    row = {"id": "a", "code": CODE, "glossary": GOOD}
    path.write_text(json.dumps(row) + "\n")
    with pytest.raises(InputError, match="a `statement` beside the glossary"):
        read_programs(path)
    path.write_text(json.dumps({**row, "statement": "Double 2 until it is 9 or more."}) + "\n")
    assert read_programs(path)[0][0].program.glossary == read_glossary(CODE, GOOD, "here")


def test_sayings_beside_the_lines() -> None:
    code, said = beside("x = 1\n#: x is {x}. || We have {x}.\nif x:\n    #: not => Zero.\n    x = 2\n", "here")
    assert code == "x = 1\nif x:\n    x = 2\n"
    assert [(one.line, one.when, len(one.wordings)) for one in said] == [(1, "", 2), (2, "not taken", 1)]
    assert of_lines(code, {"if x:": "It is."}, "here")[0].when == "taken"
