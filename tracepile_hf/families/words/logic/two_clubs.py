"""Inclusion and exclusion over a list, against sets of members."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import HOBBIES

STATEMENTS = (
    """In a village $people people were asked about two clubs. $first of them are in the $club club, $second in the $club2 club, and $both are in both. How many are in neither?""",
    """Of $people villagers $first belong to the $club club and $second to the $club2 club; $both of them belong to both clubs. How many of the villagers belong to none of the two?""",
)

CODE = """
people, first, second, both = $people, $first, $second, $both
only_first = first - both
#: In the $club club alone are {first} - {both} = {only_first}. || {first} - {both} = {only_first} are in the $club club only.
only_second = second - both
#: In the $club2 club alone are {second} - {both} = {only_second}. || {second} - {both} = {only_second} are in the $club2 club only.
members = only_first + only_second + both
#: Somewhere are {only_first} + {only_second} + {both} = {members}. || Members of anything: {only_first} + {only_second} + {both} = {members}.
neither = people - members
print(neither)
#: That leaves {people} - {members} = {neither}. || In neither are {people} - {members} = {neither}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    both, one, two, none = (random.randint(3, 20 + 12 * size) for _ in range(4))
    first, second = random.sample(HOBBIES, 2)
    return {
        "people": both + one + two + none,
        "first": both + one,
        "second": both + two,
        "both": both,
        "club": first,
        "club2": second,
    }


def oracle(people: int, first: int, second: int, both: int) -> int:
    one, two = set(range(first)), set(range(first - both, first - both + second))
    return len(set(range(people)) - one - two)


FAMILY = told_family(
    name="two_clubs",
    title="Members of two clubs, counted without counting twice",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
