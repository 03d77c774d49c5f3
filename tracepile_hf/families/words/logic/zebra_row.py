"""Who lives where: clues of place strike possibilities, against trying all orders."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.mathematics._words import listing, names
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """$count houses stand in a row, numbered from the left. In them live $people_text, one in each. $clue_text In which house does $who live?""",
    """$people_text live in a terrace of $count houses with the numbers 1 to $count, each in one of their own. $clue_text What is the number of the house of $who?""",
)

CODE = """
places = $places
clues = $clues
order = $order
for person, place in clues:
    places[person].remove(place)
    #: {person} is not in house {place}, so house {places[person]|or} remains. || House {place} is struck out for {person}; {places[person]|or} is left.
for person in order:
    home = places[person][0]
    #: {person} has only house {home} left. || For {person} it must be house {home}.
    for other in order:
        if other != person and home in places[other]:
            places[other].remove(home)
            #: Then {other} is not in house {home}, and house {places[other]|or} remains. || House {home} is taken, so {other} has {places[other]|or} left.
print(places["$who"][0])
#: $who lives in house {places["$who"]}. || So the house of $who is number {places["$who"]}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = min(5, max(3, size // 2 + 1))
    people = names(random, count)
    homes = dict(zip(people, random.sample(range(1, count + 1), count), strict=True))
    order = random.sample(people, count)
    clues: list[tuple[str, int]] = []
    gone: list[int] = []
    for person in order[:-1]:
        clues += [(person, place) for place in range(1, count + 1) if place != homes[person] and place not in gone]
        gone.append(homes[person])
    random.shuffle(clues)
    return {
        "places": {person: list(range(1, count + 1)) for person in people},
        "clues": clues,
        "order": order,
        "who": random.choice(order[1:]),
        "count": count,
        "people_text": listing(people),
        "clue_text": " ".join(f"House {place} is not that of {person}." for person, place in clues),
    }


def oracle(places: dict[str, list[int]], clues: list[tuple[str, int]], order: list[str], who: str) -> int:
    people = list(places)
    found = {
        homes[people.index(who)]
        for homes in itertools.permutations(range(1, len(people) + 1))
        if not any(homes[people.index(person)] == place for person, place in clues)
    }
    assert len(found) == 1
    return found.pop()


FAMILY = told_family(
    name="zebra_row",
    title="Houses in a row, solved by striking out places",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=8,
)
