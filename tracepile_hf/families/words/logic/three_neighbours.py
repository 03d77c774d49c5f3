"""Who drinks what: clues strike possibilities until one is left, against trying all orders."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.mathematics._words import listing, names
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import DRINKS

STATEMENTS = (
    """$people_text each drink something different: $drinks_text, in some order. $clue_text What does $who drink?""",
    """At a table sit $people_text. They were served $drinks_text, one to each of them. $clue_text Which drink did $who get?""",
    """There is one guest for each of these drinks: $drinks_text. The guests are $people_text. $clue_text Find out what $who has in the glass.""",
)

CODE = """
possible = $possible
clues = $clues
for person, drink in clues:
    possible[person].remove(drink)
    #: {person} does not have {drink}; that leaves {possible[person]|or}. || Without {drink}, {possible[person]|or} remains for {person}.
settled = []
changed = True
while changed:
    changed = False
    for person in possible:
        if len(possible[person]) == 1 and person not in settled:
            #: taken => For {person} only {possible[person]} is left. || {person} must have {possible[person]}.
            settled.append(person)
            only = possible[person][0]
            for other in possible:
                if other != person and only in possible[other]:
                    possible[other].remove(only)
                    #: So {other} cannot have {only}, which leaves {possible[other]|or}. || That takes {only} from {other}: {possible[other]|or} remains.
                    changed = True
print(possible["$who"][0])
#: In the end $who has {possible["$who"]}. || So $who has {possible["$who"][0]}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = min(5, max(3, size // 2 + 1))
    people, drinks = names(random, count), random.sample(DRINKS, count)
    truth = dict(zip(people, random.sample(drinks, count), strict=True))
    order = random.sample(people, count)
    clues: list[tuple[str, str]] = []
    fixed: list[str] = []
    for person in order[:-1]:
        clues += [(person, drink) for drink in drinks if drink != truth[person] and drink not in fixed]
        fixed.append(truth[person])
    random.shuffle(clues)
    who = random.choice(order[1:])
    return {
        "possible": {person: list(drinks) for person in people},
        "clues": clues,
        "who": who,
        "people_text": listing(people),
        "drinks_text": listing(drinks),
        "clue_text": " ".join(f"{person} does not have {drink}." for person, drink in clues),
    }


def oracle(possible: dict[str, list[str]], clues: list[tuple[str, str]], who: str) -> str:
    people, drinks = list(possible), next(iter(possible.values()))
    found = {
        order[people.index(who)]
        for order in itertools.permutations(drinks)
        if not any(order[people.index(person)] == drink for person, drink in clues)
    }
    assert len(found) == 1
    return found.pop()


FAMILY = told_family(
    name="three_neighbours",
    title="A small zebra puzzle, solved by elimination",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=8,
)
