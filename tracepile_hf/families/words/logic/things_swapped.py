"""Swaps between people one by one, against composing permutations from the end."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import names
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import THINGS

STATEMENTS = (
    """$start_text Then they trade: $swap_text Who ends up with the $thing?""",
    """A game of trading begins like this. $start_text These exchanges follow, each of everything both hold: $swap_text At the end, in whose hands is the $thing?""",
    """$start_text After that the following happens in turn: $swap_text Tell who has the $thing when it is over.""",
)

CODE = """
holds = $holds
for first, second in $swaps:
    #: not taken => Now we look for the $thing. || All trades are done.
    #: taken =>
    holds[first], holds[second] = holds[second], holds[first]
    #: {first} and {second} trade, so {first} has the {holds[first]} and {second} the {holds[second]}. || After this trade the {holds[first]} is with {first} and the {holds[second]} with {second}.
for person in holds:
    if holds[person] == "$thing":
        #: It is {person} who has the $thing. || The $thing is with {person}.
        print(person)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    people = names(random, random.randint(3, 5))
    things = random.sample(THINGS, len(people))
    swaps = [tuple(random.sample(people, 2)) for _ in range(size)]
    return {
        "holds": dict(zip(people, things, strict=True)),
        "swaps": swaps,
        "thing": random.choice(things),
        "start_text": " ".join(f"{person} has the {thing}." for person, thing in zip(people, things, strict=True)),
        "swap_text": "; ".join(f"{one} with {other}" for one, other in swaps) + ".",
    }


def oracle(holds: dict[str, str], swaps: list[tuple[str, str]], thing: str) -> str:
    where = next(person for person, held in holds.items() if held == thing)
    for one, other in swaps:
        where = {one: other, other: one}.get(where, where)
    return where


FAMILY = told_family(
    name="things_swapped",
    title="Who holds what after swaps",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
