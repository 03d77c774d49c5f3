"""Designs that cannot be changed after they were registered, and the statistics that compare arms."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.experiment.contrasts import contrast, least, mean, planned_least, with_holm
from tracepile_hf.experiment.design import (
    FOLDER,
    REGISTERED,
    digest,
    load,
    parse,
    read_design,
    registered,
    require_registered,
)

SHIPPED = sorted(path.stem for path in FOLDER.glob("*.json") if path != REGISTERED)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "preregistration.md"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_design_is_the_registered_one(name: str) -> None:
    content = load(FOLDER / f"{name}.json")
    assert content["name"] == name
    assert read_design(name) == parse(content)
    require_registered(content, name)
    assert registered()[name] in DOCS.read_text(encoding="utf-8")


def test_the_full_designs_are_what_was_asked_for() -> None:
    for name in ("cpu", "h200"):
        design = read_design(name)
        assert len(design.families) >= 8
        assert design.rows >= 20_000
        assert design.questions >= 1_000
        assert len(design.seeds) >= 3
        assert design.longest <= 200
        assert design.contrasts == (("full", "answers_equal_tokens"), ("full", "one_value_false"))
        assert design.unseen


def test_any_other_figure_is_refused() -> None:
    content = load(FOLDER / "pilot.json")
    with pytest.raises(InputError, match=r"design pilot as registered \(.{12}\), got another one"):
        require_registered({**content, "tokens": content["tokens"] + 1}, "here")
    with pytest.raises(InputError, match=r"a registered design \(.*\), got mine"):
        require_registered({**content, "name": "mine"}, "here")
    assert digest(content) == digest(json.loads(json.dumps(content, indent=4, sort_keys=True)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"arms": ["full", "nonsense"]}, "an arm among full, .*, got nonsense"),
        ({"families": ["nonsense"]}, "a family among .*, got nonsense"),
        ({"contrasts": [["full", "shuffled"]], "arms": ["full"]}, "contrasts between arms of the design, got shuffled"),
        ({"prompt": "hint"}, "a prompt of call, code, got hint"),
        ({"rewrites": 2}, "rewrites where the program is shown"),
        ({"unseen": ["fib_mod"]}, "families that are seen or unseen"),
        ({"rows": 0}, "counts of at least one"),
        ({"answer_rows": 1}, "at least as many answer_rows as rows, got 1"),
        ({"surprise": 1}, "surprise too"),
        ({"model": {"width": 10, "layers": 1, "heads": 3, "inner": 8}}, "a width of whole, even heads"),
        ({"model": 3}, "an object with heads, inner, layers, width"),
    ],
)
def test_what_is_no_design_is_said_in_one_line(change: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse({**load(FOLDER / "tiny.json"), **change})


def test_a_design_that_is_not_there() -> None:
    with pytest.raises(InputError, match="a design among cpu, h200, night, pilot, pilot2, tiny, or a file, got huge"):
        read_design("huge")


def test_the_primary_arms_come_first_seed_by_seed() -> None:
    pairs = read_design("pilot").pairs
    assert [seed for seed, _ in pairs] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 1, 2]
    assert {arm for _, arm in pairs[9:]} == {"swapped"}


PROGRAMS = [f"f{number % 6}" for number in range(240)]
IDS = [f"q{number}" for number in range(240)]


def drawn(share: float, seeds: int = 3, salt: str = "") -> dict[int, list[float]]:
    return {seed: [float(Random(f"{salt}{seed}/{n}").random() < share) for n in range(240)] for seed in range(seeds)}


def test_a_difference_that_is_there_is_shown_and_one_that_is_not_is_not() -> None:
    there = contrast("a", "b", "m", drawn(0.7), drawn(0.4, salt="x"), IDS, PROGRAMS)
    absent = contrast("a", "c", "m", drawn(0.7), drawn(0.7, salt="y"), IDS, PROGRAMS)
    one, other = with_holm([there, absent])
    assert one.shown
    assert not other.shown
    assert one.difference.low > 0.15
    assert one.difference.low < one.difference.value < one.difference.high
    assert one.questions[0] < one.difference.value < one.questions[1]
    assert other.difference.low < 0 < other.difference.high
    assert one.adjusted == pytest.approx(min(1.0, 2 * one.p))
    assert one.least > there.least


def test_the_interval_is_wider_where_programs_differ() -> None:
    """A difference that one of six programs makes alone is uncertain, however many questions it has."""
    everywhere = {seed: [0.3] * 240 for seed in range(3)}
    of_one = {seed: [1.8 * (name == "f0") for name in PROGRAMS] for seed in range(3)}
    nothing = {seed: [0.0] * 240 for seed in range(3)}
    even = contrast("a", "b", "m", everywhere, nothing, IDS, PROGRAMS)
    alone = contrast("a", "b", "m", of_one, nothing, IDS, PROGRAMS)
    assert even.difference.value == pytest.approx(alone.difference.value)
    assert even.difference.high - even.difference.low < 1e-9
    assert alone.difference.low == 0.0
    assert alone.difference.high > 0.6
    assert alone.p > 0.05


def test_only_seeds_of_both_are_compared() -> None:
    assert contrast("a", "b", "m", drawn(0.5, 3), drawn(0.5, 2, "x"), IDS, PROGRAMS).seeds == 2
    with pytest.raises(ValueError, match="share no seed"):
        contrast("a", "b", "m", {0: [1.0]}, {1: [1.0]}, ["q"], ["f"])


def test_the_mean_of_one_arm_lies_in_its_interval() -> None:
    found = mean(drawn(0.6), PROGRAMS)
    assert found.low < found.value < found.high
    assert found == mean(drawn(0.6), PROGRAMS)


def test_what_a_design_can_show_shrinks_with_questions_and_seeds() -> None:
    few, many = (planned_least(n, 0.3, 3, 0.02, 2) for n in (200, 1000))
    assert 0.05 < many < few < 0.25
    assert planned_least(1000, 0.3, 12, 0.02, 2) < many
    assert least(0.01, 2) == pytest.approx(0.0308, abs=1e-4)
