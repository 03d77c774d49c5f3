"""A running count over a list with other things in it, against one sum."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import FRUITS, MEN, WOMEN, listing, some
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import THINGS

STATEMENTS = (
    """$name carries $text. How many pieces of fruit is that?""",
    """In the boot of a car are $text. How many of all these things are fruit?""",
)

CODE = """
fruit = $fruit
total = 0
for count, thing in $load:
    if thing in fruit:
        total += count
        #: {count} of {thing} is fruit: {was total} + {count} = {total}. || {thing|title} counts, so {was total} + {count} = {total}.
    else:
        skipped = count
        #: {thing|title} is no fruit. || We leave {thing} aside.
print(total)
#: That is {total} in all. || Altogether {total}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    things = random.sample((*FRUITS, *THINGS), size + 2)
    if not any(thing in FRUITS for thing in things):
        things[0] = random.choice(FRUITS)
    load = [(random.randint(1, 9), thing) for thing in things]
    return {
        "fruit": [thing for thing in things if thing in FRUITS],
        "load": load,
        "text": listing([some(count, thing) for count, thing in load]),
        "name": random.choice((*WOMEN, *MEN)),
    }


def oracle(fruit: list[str], load: list[tuple[int, str]]) -> int:
    return sum(count * (thing in fruit) for count, thing in load)


FAMILY = told_family(
    name="market_basket",
    title="Counting the things of one kind among many",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
