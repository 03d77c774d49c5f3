"""Word problems: the English of the statements, and that the programs differ from each other."""

from __future__ import annotations

import importlib
import re
from random import Random

import pytest

from tracepile_hf.families.family import Family
from tracepile_hf.families.mathematics._words import listing, money, ordinal, plural, polynomial, signed, some
from tracepile_hf.families.registry import families

FAMILIES = families("math")
every_family = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())

OFFENCES = {
    "a name that was not filled in": re.compile(r"\$\{?[A-Za-z_]"),
    "two signs in a row": re.compile(r"\+ -|- -|--"),
    "a space too many": re.compile(r"  | [,;:?](?!\))(?! \d)"),
    "one of many": re.compile(r"(?<![\d.,/+·-] )(?<![\d.,$/·])\b1 (?!is\b|has\b|falls\b|does\b)[a-z]{2,}s\b"),
    "a before a vowel": re.compile(r"\ba (?!and b\b)(?:[ai][a-z]|o(?!ne)[a-z]|ea|el|em|en|er|ev|ex)[a-z]"),
    "an before a consonant": re.compile(r"\ban (?!hour)[bcdfghjklmnpqrstvwxyz]"),
    "a list as in Python": re.compile(r"\['|\[\d"),
    "a sentence that does not begin": re.compile(r"^[a-z]|[a-z]\. [a-z]"),
}


@every_family
def test_statements_are_in_order(family: Family) -> None:
    for draw in range(40):
        statement = family.make(Random(f"{family.name} {draw}"), family.default_size).program.statement
        offences = [name for name, pattern in OFFENCES.items() if pattern.search(statement)]
        assert not offences, statement
        assert statement[-1] in ".?)"
        assert len(statement) < 1200


@every_family
def test_a_problem_is_told_in_several_ways(family: Family) -> None:
    statements = importlib.import_module(f"tracepile_hf.families.mathematics.{family.name}").STATEMENTS
    assert len(set(statements)) >= 3
    assert len({statement[:25] for statement in statements}) == len(statements)


@every_family
def test_programs_differ(family: Family) -> None:
    codes = {family.make(Random(f"{family.name} {draw}"), family.default_size).program.code for draw in range(100)}
    assert len(codes) >= 60


def test_subjects_and_forms_are_mixed() -> None:
    drawn = [family.make(Random(1), family.default_size).program for family in FAMILIES.values()]
    functions = sum(program.entry_point == "solution" for program in drawn)
    assert len(FAMILIES) >= 80
    assert 0.35 <= functions / len(FAMILIES) <= 0.65
    assert 8 <= sum(family.modules == ("sympy",) for family in FAMILIES.values()) <= 12
    assert all(family.modules in ((), ("sympy",), ("numpy",)) for family in FAMILIES.values())
    for family, program in zip(FAMILIES.values(), drawn, strict=True):
        assert {name for name in ("sympy", "numpy") if f" {name}" in program.code} == set(family.modules)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (some(1, "child"), "1 child"),
        (some(1200, "box"), "1,200 boxes"),
        (some(2, "young pair"), "2 young pairs"),
        (plural("family"), "families"),
        (plural("day"), "days"),
        (money(1200), "$12"),
        (money(123405), "$1,234.05"),
        (listing([1]), "1"),
        (listing([1, 2, 3], "or"), "1, 2 or 3"),
        (", ".join(map(ordinal, (1, 2, 3, 4, 11, 22, 113))), "1st, 2nd, 3rd, 4th, 11th, 22nd, 113th"),
        (signed(-1, "x"), " - x"),
        (signed(-1, ""), " - 1"),
        (signed(0, "x"), ""),
        (polynomial([2, -1, 0, 3]), "2x^3 - x^2 + 3"),
        (polynomial([-1, 0]), "-x"),
        (polynomial([0, 0]), "0"),
    ],
)
def test_words_follow_the_grammar(text: str, expected: str) -> None:
    assert text == expected
