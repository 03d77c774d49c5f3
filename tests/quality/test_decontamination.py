"""What stands in a benchmark is found by its words or by what its code is, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.quality.decontamination import Index, Reference, index_of
from tracepile_hf.records import Case, Program

QUESTION = (
    "A farmer called Odette sells 14 baskets of pears each morning at the market, keeps 3 for her neighbours, and gets "
    "2 coins for each of the others. How many coins does she take home after five mornings?"
)
CODE = (
    "def f(text, mark):\n    parts = []\n    for place, sign in enumerate(text):\n        if sign == mark:\n"
    "            parts.append(place)\n    return parts[::-1] + [len(text)]\n"
)
RENAMED = (
    "def positions(s, c):  # backwards\n    out=[]\n    for i, ch in enumerate(s):\n        if ch == c: out.append(i)\n"
    "    return out[::-1] + [len(s)]\n"
)
REFERENCES = (
    Reference("stories", "s/1", QUESTION),
    Reference("stories", "s/2", "How many toes have nine cats?"),
    Reference("matrices", "m/1", "What is the determinant of 0 0 1 0 0 1 1 0 0 1 0 1 0 0 1 0 0 1 0 1 0 1 1?"),
    Reference("functions", "f/1", "", CODE),
    Reference("functions", "f/2", "", "def f(a, b):\n    return a + b\n"),
)


@pytest.fixture(scope="module", params=["made", "saved"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = index_of(REFERENCES)
    if request.param == "made":
        return made
    folder = tmp_path_factory.mktemp("index") / "references"
    made.save(folder)
    made.save(folder)
    return Index.load(folder)


def case(code: str = "x = 1\n", statement: str = "", stdin: str = "", arguments: tuple[str, ...] = ()) -> Case:
    program = Program("p", "user", "p", code, None, source="user", statement=statement)
    return Case("c", program, arguments, (), stdin)


def found(index: Index, **given: Any) -> tuple[str, str, str] | None:
    hit = index.hit(case(**given))
    return None if hit is None else (hit.benchmark, hit.item, hit.how)


def test_prose_is_found_wherever_it_stands(index: Index) -> None:
    expected = ("stories", "s/1", "13 words")
    upper = QUESTION.upper().replace(",", " ;")
    assert found(index, statement=f"Solve this. {upper}") == expected
    assert found(index, code=f'def solve():\n    """{QUESTION}"""\n    return 110\n') == expected
    lines = QUESTION.replace(" the market, ", " the market,\n# ")
    assert found(index, code=f"# {lines}\nprint((14 - 3) * 2 * 5)\n") == expected
    assert found(index, stdin=QUESTION) == expected
    assert found(index, arguments=(repr(QUESTION),)) == expected
    assert index.hit_by(f"What is printed?\n\n{QUESTION}") is not None
    assert index.hit_by(f"What is printed?\n\n```python\n# {QUESTION}\n```") is None  # the case's code was looked at


def test_most_of_its_runs_of_eight_words_are_enough(index: Index) -> None:
    words = QUESTION.split()
    changed = " ".join(word if place % 12 != 11 else "indeed" for place, word in enumerate(words))
    assert found(index, statement=changed) is None
    assert found(index, statement=" ".join(words[:11])) is None


def test_a_short_item_is_found_whole(index: Index) -> None:
    assert found(index, statement="A riddle. How many toes have nine cats?\nSay.") == ("stories", "s/2", "whole")
    assert found(index, statement="How many toes have nine cats and a dog?") is None


def test_numbers_are_shared_by_chance(index: Index) -> None:
    assert found(index, stdin="0 0 1 0 0 1 1 0 0 1 0 1 0 0 1 0 0 1 0 1 0 1 1") is None


def test_code_is_found_by_what_it_is(index: Index) -> None:
    assert found(index, code=CODE) == ("functions", "f/1", "program")
    assert found(index, code=RENAMED) == ("functions", "f/1", "program")
    inside = f"import math\n\n{RENAMED}\nprint(positions(input(), 'a'), math.pi)\n"
    assert found(index, code=inside) == ("functions", "f/1", "function")
    assert found(index, code=CODE.replace("[::-1]", "")) is None
    assert found(index, code="def f(a, b):\n    return a + b  # so\n") == ("functions", "f/2", "program")
    assert found(index, code="def g(x, y):\n    return x + y\n") is None  # too small to be anybody's
    assert found(index, code="def broken(:") is None


def test_the_digest_is_that_of_the_items(index: Index) -> None:
    assert index.digest == index_of(reversed(REFERENCES)).digest
    assert index.digest != index_of(REFERENCES[1:]).digest
    assert index.benchmarks == {"stories": 2, "matrices": 1, "functions": 2}


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    assert index_of([]).hit(case(CODE, QUESTION)) is None
