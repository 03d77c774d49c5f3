"""Parents followed upwards from two people, against sets of ancestors."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import names
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """$text Who is the closest ancestor that $first and $second share?""",
    """About a family we know this: $text Find the nearest person from whom both $first and $second descend.""",
)

CODE = """
parent = $parent
first, second = $pair
line = []
person = first
while person in parent:
    person = parent[person]
    line.append(person)
    #: Going up from {first} we meet {person}. || The line of {first} goes on with {person}.
person = second
while person not in line:
    person = parent[person]
    #: Above {second} comes {person}. || From {second} the way leads up to {person}.
print(person)
#: {person} is in both lines. || Both descend from {person}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    people = names(random, size + 5)
    parent = {people[place]: people[random.randrange(max(0, place - 4), place)] for place in range(1, len(people))}
    leaves = [one for one in people if one not in parent.values()]
    while len(leaves) < 2:
        parent[people[-1]] = people[0]
        leaves = [one for one in people if one not in parent.values()]
    first, second = random.sample(leaves, 2)
    told = random.sample(list(parent.items()), len(parent))
    return {
        "parent": parent,
        "pair": (first, second),
        "first": first,
        "second": second,
        "text": " ".join(f"{child} is a child of {elder}." for child, elder in told),
    }


def oracle(parent: dict[str, str], pair: tuple[str, str]) -> str:
    def above(person: str) -> list[str]:
        return [parent[person], *above(parent[person])] if person in parent else []

    return next(one for one in above(pair[0]) if one in above(pair[1]))


FAMILY = told_family(
    name="mother_of",
    title="Who is whose ancestor, generation by generation",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
