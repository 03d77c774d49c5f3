"""Trades one after the other with remainders lost, against a fold."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN, plural
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import THINGS

STATEMENTS = (
    """At a fair one trades in full lots only, and what is left over is given away: $rates_text. Beginning with $start $first, how many $last does one have at the end?""",
    """$name has $start $first and trades them on as far as it goes: $rates_text. What does not make a full lot is lost. How many $last come out?""",
)

CODE = """
held = $start
for give, get in $rates:
    lots = held // give
    #: {held} hold {lots|lot~lots} of {give}. || {give} goes {lots} times into {held}.
    held = lots * get
    #: That brings {lots} * {get} = {held}. || For these one gets {lots} * {get} = {held}.
print(held)
#: So there are {held} $last. || That leaves {held} $last.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    things = [plural(thing) for thing in random.sample(THINGS, size + 1)]
    rates = [(random.randint(2, 4), random.randint(2, 5)) for _ in range(size)]
    text = ", then ".join(
        f"{give} {a} for {get} {b}" for (give, get), (a, b) in zip(rates, itertools.pairwise(things), strict=True)
    )
    return {
        "start": random.randint(20, 60),
        "rates": rates,
        "rates_text": text,
        "first": things[0],
        "last": things[-1],
        "name": random.choice((*WOMEN, *MEN)),
    }


def oracle(start: int, rates: list[tuple[int, int]]) -> int:
    for give, get in rates:
        start = (start - start % give) * get // give
    return start


FAMILY = told_family(
    name="barter_chain",
    title="Things traded at fixed rates",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
