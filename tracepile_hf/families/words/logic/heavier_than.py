"""The heaviest picked again and again, against sorting by how many are below."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import ANIMALS

STATEMENTS = (
    """$clue_text Put the animals in order, beginning with the heaviest.""",
    """A zoo weighs some animals. $clue_text List them from the heaviest to the lightest.""",
)

CODE = """
left = $animals
clues = $clues
order = []
while left:
    for animal in left:
        below = [light for heavy, light in clues if heavy in left]
        if animal not in below:
            order.append(animal)
            #: Of those left nobody is said to be heavier than the {animal}, so it comes next. || The {animal} is below none of {left|comma}: it is next.
            break
    left.remove(order[-1])
print(", ".join(order))
#: The order is {order|comma}. || So we have {order|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    order = random.sample(ANIMALS, min(len(ANIMALS), size))
    clues = list(itertools.pairwise(order))
    random.shuffle(clues)
    verbs = ("The {0} is heavier than the {1}.", "The {1} is lighter than the {0}.")
    return {
        "animals": sorted(order),
        "clues": clues,
        "clue_text": " ".join(random.choice(verbs).format(*clue) for clue in clues),
    }


def oracle(animals: list[str], clues: list[tuple[str, str]]) -> str:
    def below(animal: str) -> int:
        return sum(1 + below(light) for heavy, light in clues if heavy == animal)

    return ", ".join(sorted(animals, key=below, reverse=True))


FAMILY = told_family(
    name="heavier_than",
    title="An order found from comparisons",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
)
