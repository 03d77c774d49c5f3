"""A word turned left and right, against one turn by the sum."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import WORDS

STATEMENTS = (
    """The letters of "$word" stand in a ring that is turned: $text. A turn to the left brings the first letter to the end, a turn to the right the last letter to the front. How does the word read now?""",
    """Take "$word". $text: each step to the left moves the first letter to the end, each step to the right the last one to the front. Which word results?""",
)

CODE = """
text = "$word"
for way, count in $turns:
    for step in range(count):
        if way == "left":
            text = text[1:] + text[0]
        else:
            text = text[-1] + text[:-1]
    turned = count
    #: {count} to the {way}: {text}. || After {count} to the {way} we read {text}.
print(text)
#: Now it reads {text}. || The word is {text}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    turns = [(random.choice(("left", "right")), random.randint(1, 4)) for _ in range(size)]
    return {"word": random.choice(WORDS), "turns": turns, "text": ", ".join(f"{n} to the {way}" for way, n in turns)}


def oracle(word: str, turns: list[tuple[str, int]]) -> str:
    total = sum(n if way == "left" else -n for way, n in turns) % len(word)
    return word[total:] + word[:total]


FAMILY = told_family(
    name="turning_letters",
    title="Letters moved around a ring",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
)
