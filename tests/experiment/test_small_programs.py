"""The experiment's families: right by two ways, enough inputs, scratchpads that the checker proves."""

from __future__ import annotations

from random import Random

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.experiment.programs import FAMILIES, Family, family_of
from tracepile_hf.experiment.sampling import changes_of, proved
from tracepile_hf.experiment.scratchpad import count_changes, lines_of, text

every_family = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
ONE_DIGIT = ("ring", "gaps", "shift", "threes")


@every_family
def test_program_and_oracle_agree_and_the_scratchpad_is_proved(family: Family) -> None:
    random = Random(family.name)
    for changes in (6, 12, 24):
        arguments = family.draw(random, changes)
        case = family.case(arguments)
        trace = trace_in_process(case.program, case)
        assert trace.result == case.expected
        lines = lines_of(trace)
        assert count_changes(lines) == changes_of(family, arguments)
        assert proved(text(lines, str(trace.result)), trace)


@every_family
@pytest.mark.parametrize("stratum", [(4, 8), (9, 16), (17, 32)])
def test_there_are_at_least_a_hundred_thousand_inputs(family: Family, stratum: tuple[int, int]) -> None:
    """By how often 2,000 draws of one stratum meet: of 100,000 equally likely inputs some 20 would, give or take 5."""
    if family.name in ONE_DIGIT and stratum[0] < 10:
        stratum = (10, 16)  # shorter ones have few inputs: designs that have them begin here
    random = Random(family.name)
    drawn = {repr(family.draw(random, random.randint(*stratum))) for _ in range(2000)}
    assert 2000 - len(drawn) <= 40


def test_a_family_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"a family among fib_mod, .*, got fibonacci"):
        family_of("fibonacci")
