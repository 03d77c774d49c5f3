"""An age puzzle: year by year, against a linear equation."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import two_people
from tracepile_hf.records import Invariant

STATEMENTS = (
    """$name is $old years old and $name2 is $young. In how many years will $name, for the first time, be at most $times
    times as old as $name2, and what will their ages add up to then?""",
    """Today $name is $old and $name2 is $young years old. After how many years is $name's age, for the first time, no
    more than $times times the age of $name2? Give the number of years and the sum of their ages at that time.""",
    """A photo shows $name, who is $old years old, with $name2, who is $young. How many years later is $name, for the
    first time, no more than $times times as old as $name2, and what is the sum of both ages in that year?""",
)

CODE = """
older = $old
younger = $young
years = 0
while older > $times * younger:
    older += 1
    younger += 1
    years += 1
print(years, older + younger)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    times = random.randint(2, 5)
    young = random.randint(2, 9)
    years = random.randint(max(1, size // 3), size)
    old = times * young + (times - 1) * years - random.randint(0, times - 2)
    return {**two_people(random), "old": old, "young": young, "times": times}


def oracle(old: int, young: int, times: int) -> str:
    years = -(-(old - times * young) // (times - 1))
    return f"{years} {old + young + 2 * years}"


IDEA = (
    "Both get older by a year at a time, so the difference of the ages stays, while their ratio falls. "
    "The year wanted is the first in which the elder is not too old any more."
)
INVARIANTS = (
    Invariant(
        "older > younger",
        "after {years|# year} they are {older} and {younger}, still {older - younger|calc} apart",
        line="years += 1",
    ),
)


FAMILY = template_family(
    name="age_puzzle",
    title="Ages some years from now",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
)
