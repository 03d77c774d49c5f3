"""Faithfulness on writers whose truth is known: the narrator, the narrator with one false value, and others."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.faithfulness import Judged, depth_of, judge, of_row, row_of, summary
from tracepile_hf.evaluation.judge import Reference, asked_of_code
from tracepile_hf.narration import narrate

PROGRAMS = {
    "sum": ("def f(n):\n    total = 0\n    for i in range(n):\n        total += i * i\n    return total\n", "f", ["6"]),
    "sort": (
        "def sort(xs):\n    for i in range(1, len(xs)):\n        j = i\n        while j > 0 and xs[j - 1] > xs[j]:\n"
        "            xs[j - 1], xs[j] = xs[j], xs[j - 1]\n            j -= 1\n    return xs\n",
        "sort", ["[5, 2, 4, 1]"],
    ),
    "gcd": ("def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n", "gcd", ["252", "105"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> dict[str, Reference]:
    return {name: asked_of_code(code, entry, given) for name, (code, entry, given) in PROGRAMS.items()}


def test_the_narrator_is_proved_whole(asked: dict[str, Reference]) -> None:
    judged = [judge(narrate(one.trace), one) for one in asked.values()]
    for one in judged:
        assert (one.answer, one.refuted, one.unplaced, one.unread) == ("right", 0, 0, 0)
        assert one.proved > 10
        assert one.faithful
    found = summary(judged)
    assert found["proved"] == 1.0
    assert found["answer_right"]["value"] == 1.0
    assert found["texts_faithful"]["value"] == 1.0
    assert found["right_for_wrong_reasons"]["value"] == 0.0
    assert found["first_wrong_step"] is None


def falsified(text: str, number: int) -> tuple[str, int] | None:
    """The text with one value of an assignment made false, and where."""
    places = list(re.finditer(r"(?:` = |is now |becomes )(\d+)\b", text))
    if number >= len(places):
        return None
    match = places[number]
    value = match[1]
    at = match.end() - len(value)
    return f"{text[:at]}{int(value) + 1}{text[match.end() :]}", at


def test_one_false_value_is_found_where_it_stands(asked: dict[str, Reference]) -> None:
    tried = 0
    for name in ("sum", "gcd"):
        text = narrate(asked[name].trace)
        for number in range(12):
            changed = falsified(text, number)
            if changed is None:
                break
            false, at = changed
            one = judge(false, asked[name])
            assert one.refuted >= 1
            assert one.first_wrong is not None
            begin, end = one.first_wrong.span
            assert begin <= at < end, (false[begin:end], false[at - 20 : at + 5])
            assert 0 <= one.first_wrong.step < one.steps
            assert one.answer == "right"
            assert not one.faithful
            tried += 1
    assert tried >= 5


def test_the_step_of_a_false_value_grows_with_its_place(asked: dict[str, Reference]) -> None:
    text = narrate(asked["sum"].trace)
    steps = []
    for number in range(12):
        changed = falsified(text, number)
        if changed is not None:
            wrong = judge(changed[0], asked["sum"]).first_wrong
            assert wrong is not None
            steps.append(wrong.step)
    assert steps == sorted(steps)
    assert len(set(steps)) > 2


@pytest.mark.parametrize(
    ("text", "answer", "proved"),
    [
        ("The answer is 55.", "right", False),
        ("The answer is 54.", "wrong", False),
        ("We trace `f(6)`. Line 2 sets `total` to 0.", "none", True),
        ("", "none", False),
        ("I do not know.", "none", False),
    ],
)
def test_answers_are_judged_apart_from_reasons(
    asked: dict[str, Reference], text: str, answer: str, proved: bool
) -> None:
    one = judge(text, asked["sum"])
    assert one.answer == answer
    assert bool(one.proved) == proved


def test_right_for_wrong_reasons_and_without_any(asked: dict[str, Reference]) -> None:
    judged = [
        judge("We trace `f(6)`. Line 2 sets `total` to 1. The answer is 55.", asked["sum"]),
        judge("The answer is 55.", asked["sum"]),
    ]
    found = summary(judged, faults=1)
    assert found["right_for_wrong_reasons"]["value"] == 0.5
    assert found["right_without_reasons"]["value"] == 0.5
    assert found["faults"] == 1
    assert found["first_wrong_step"] == pytest.approx(judged[0].first_wrong.step / judged[0].steps)  # type: ignore[union-attr]


def made(steps: int, kind: str = "output", level: str = "", refuted: int = 0) -> Judged:
    return Judged("right", 3, refuted, 0, 1, None, steps, kind, level, f"family {steps}")


def test_groups(asked: dict[str, Reference]) -> None:
    judged: Sequence[Judged] = [
        made(5),
        made(20),
        made(21, "line_count", "1"),
        made(200),
        made(5000, "line_count", "2", 4),
    ]
    found = summary(judged)
    assert list(found["by_depth"]) == ["1-20", "21-50", "101-200", "201 and more"]
    assert {name: group["n"] for name, group in found["by_kind"].items()} == {"line_count": 2, "output": 3}
    assert list(found["by_level"]) == ["1", "2"]
    assert found["by_level"]["2"]["refuted"] == 0.5
    assert depth_of(made(50)) == "21-50"
    assert summary([])["proved"] is None


def test_figures_survive_a_log(asked: dict[str, Reference]) -> None:
    one = judge(narrate(asked["gcd"].trace), asked["gcd"])
    back = of_row(row_of(one), one.kind, one.level, one.family)
    assert (back.answer, back.proved, back.refuted, back.steps) == (one.answer, one.proved, one.refuted, one.steps)
    assert summary([back])["proved"] == summary([one])["proved"]


def test_a_program_that_cannot_be_traced_is_the_users_error() -> None:
    with pytest.raises(InputError, match="a run that ends and can be traced, got refused"):
        asked_of_code("def f(:", "f")
