"""Statements about how many are knights tried on all assignments, against bit masks."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.mathematics._words import names
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """On an island all inhabitants are either knights, who speak the truth, or pages, who never do. Three of them are asked how many of the three are knights. $said_text Only one way to make them knights and pages fits. Which two are the knights?""",
    """Three people talk about themselves: each is a knight (all they say is true) or a page (all they say is false). $said_text There is only one possibility. Name the two knights.""",
)

CODE = """
claims = $claims
found = []
for knights in $ways:
    #: taken => Suppose the knights are {knights}, and nobody else. || Let the knights be {knights}.
    fits = True
    for speaker, low, high in claims:
        true = low <= len(knights) <= high
        if true != (speaker in knights):
            #: taken and true => But {speaker}, a page, would speak the truth about their number. || Then {speaker} would be a page whose words are true.
            #: taken => But {speaker}, a knight, would say something false. || Then {speaker} would be a knight whose words are false.
            fits = False
            break
    if fits:
        #: taken => All of them then speak as they must. || This fits everything that was said.
        #: not => So this is not it. || That cannot be.
        found = knights
        break
print(" and ".join(found))
#: So {found} must be the knights. || Knights are {found|and}.
"""


def _said(low: int, high: int) -> str:
    if low == high:
        return f"exactly {low} of us"
    return f"at least {low} of us" if high == 3 else f"at most {high} of us"


def generate(random: Random, size: int) -> dict[str, object]:
    people = names(random, 3)
    ways = [list(way) for count in range(4) for way in itertools.combinations(people, count)]
    options = [(k, k) for k in range(1, 3)] + [(2, 3), (0, 1), (1, 3), (0, 2)]
    while True:
        claims = [(person, *random.choice(options)) for person in people]
        fitting = [way for way in ways if all((low <= len(way) <= high) == (who in way) for who, low, high in claims)]
        if len(fitting) == 1 and len(fitting[0]) == 2:
            break
    random.shuffle(ways)
    return {
        "claims": claims,
        "ways": ways,
        "said_text": " ".join(f"{who} says: knights are {_said(low, high)}." for who, low, high in claims),
    }


def oracle(claims: list[tuple[str, int, int]], ways: list[list[str]]) -> str:
    speakers = [who for who, _, _ in claims]
    for mask in range(8):
        count = bin(mask).count("1")
        if all(bool(mask >> place & 1) == (low <= count <= high) for place, (_, low, high) in enumerate(claims)):
            found = {who for place, who in enumerate(speakers) if mask >> place & 1}
            return " and ".join(next(way for way in ways if set(way) == found))
    return ""


FAMILY = told_family(
    name="island_of_two",
    title="Which of the islanders lie, found by trying every possibility",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=8,
)
