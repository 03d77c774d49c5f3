"""Every other letter to a line of its own, against slices."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import WORDS

STATEMENTS = (
    """The letters of "$word" are dealt in turn to an upper and a lower line, the first one to the upper. Then the upper line is read, and after it the lower one. What does one read?""",
    """$name writes "$word" in a zigzag on two rows, starting on the top row, and copies the top row followed by the bottom row. What is the copy?""",
)

CODE = """
upper, lower = "", ""
for i, letter in enumerate("$word"):
    if i % 2 == 0:
        upper += letter
        #: {letter|quoted} goes up: {upper}. || The upper line gets {letter|quoted} and is {upper}.
    else:
        lower += letter
        #: {letter|quoted} goes down: {lower}. || The lower line gets {letter|quoted} and is {lower}.
print(upper + lower)
#: {upper|quoted} followed by {lower|quoted} is {upper + lower}. || Read one after the other: {upper + lower}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    first, second = random.sample(WORDS, 2)
    return {"word": (first + second)[: random.randint(5, size + 5)], "name": random.choice((*WOMEN, *MEN))}


def oracle(word: str) -> str:
    return word[::2] + word[1::2]


FAMILY = told_family(
    name="zigzag_script",
    title="Letters dealt to two lines and read off",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
