"""Each says of the one before whether they lie: along the chain, against counting accusations."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.mathematics._words import names
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """Everybody in this town either always lies or always tells the truth. $first_text $said_text Does $last tell the truth? Answer yes or no.""",
    """Each of these people is a liar in all they say, or honest in all they say. $first_text $said_text Is $last honest (yes or no)?""",
)

CODE = """
honest = $start
for person, about, claim in $claims:
    #: taken =>
    says_honest = claim == "honest"
    if says_honest:
        #: taken => {person} calls {about} honest. || According to {person}, {about} is honest.
        #: not taken => {person} calls {about} a liar. || According to {person}, {about} is a liar.
        honest = honest
    else:
        honest = not honest
    if honest:
        #: taken => That fits what we know of {about}, so {person} is honest. || It is true of {about}; hence {person} tells the truth.
        #: not taken => That is false of {about}, so {person} is a liar. || It is not so with {about}; hence {person} lies.
        verdict = "yes"
    else:
        verdict = "no"
print(verdict)
#: verdict == "yes" => So $last tells the truth: yes. || $last is honest, so yes.
#: So $last does not tell the truth: no. || $last is a liar, so no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    people = names(random, size + 1)
    start = random.random() < 0.5
    claims = [(person, about, random.choice(("honest", "liar"))) for about, person in itertools.pairwise(people)]
    words = {"honest": "tells the truth", "liar": "is a liar"}
    return {
        "start": start,
        "claims": claims,
        "last": people[-1],
        "first_text": f"We know that {people[0]} {'tells the truth' if start else 'is a liar'}.",
        "said_text": " ".join(f"{person} says that {about} {words[claim]}." for person, about, claim in claims),
    }


def oracle(start: bool, claims: list[tuple[str, str, str]]) -> str:
    accusations = sum(claim == "liar" for _, _, claim in claims)
    return "yes" if (accusations % 2 == 0) == start else "no"


FAMILY = told_family(
    name="chain_of_liars",
    title="Truth-tellers and liars in a chain",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=15,
    yes_no=True,
)
