"""The ways back that families give: from an output alone, arguments that give it again."""

from __future__ import annotations

import ast
from random import Random

import pytest

from tracepile_hf.families.family import Family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.families.registry import FOLDERS, families
from tracepile_hf.questions.input_prediction import MOST_TRIALS

INVERTED = [family for domain in FOLDERS for family in families(domain).values() if isinstance(family.invert, Inverse)]
with_inverse = pytest.mark.parametrize("family", INVERTED, ids=[family.name for family in INVERTED])
DRAWS = 6


def _outputs(family: Family) -> list[str]:
    """What a few cases of a family give, small ones and usual ones: none that is not asked about."""
    sizes = [family.default_size, max(1, family.default_size // 2), 2][:3]
    drawn = [
        family.make(Random(f"{family.name} back {number}"), min(family.max_size, sizes[number % 3]))
        for number in range(DRAWS)
    ]
    return [case.expected for case in drawn if case.expected not in (None, "None", "[]")]


@with_inverse
def test_arguments_that_give_the_output_are_found_from_the_output_alone(family: Family) -> None:
    assert isinstance(family.invert, Inverse)
    program = family.make(Random(0), 1).program
    names: dict[str, object] = {"__name__": "program"}
    exec(compile(program.code, program.id, "exec"), names)
    found = 0
    outputs = _outputs(family)
    for output in outputs:
        for arguments in family.invert.backwards(output).tried[: MOST_TRIALS + 1]:
            value = names[str(program.entry_point)](*map(ast.literal_eval, arguments))  # type: ignore[operator]
            if repr(value) == output:
                found += 1
                break
    assert found >= len(outputs) - 1, f"{found} of {len(outputs)} outputs are reached"


@with_inverse
def test_the_sentence_is_one_and_what_is_read_has_a_value(family: Family) -> None:
    assert isinstance(family.invert, Inverse)
    way = family.invert.way
    assert 6 <= len(way.split()) <= 70
    assert way == " ".join(way.split())
    assert way[0].islower()
    assert not way.endswith(".")
    assert ". " not in way
    for output in _outputs(family):
        back = family.invert.backwards(output)
        assert [text for text, _ in back.reads] or not family.invert.reads
        assert all("result" in text for text in family.invert.reads)
