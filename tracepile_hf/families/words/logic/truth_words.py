"""A sentence of and, or, not from left to right, against Python's own evaluation."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """Work from left to right, without any order of precedence: $text. Is the result true or false?""",
    """Going strictly from left to right, what does this come to, true or false? $text""",
)

CODE = """
value = $start
for word, other in $parts:
    if word == "and":
        value = value and other
        #: {was value|true} and {other|true} is {value|true}. || With "and {other|true}" we get {value|true}.
    elif word == "or":
        value = value or other
        #: {was value|true} or {other|true} is {value|true}. || With "or {other|true}" we get {value|true}.
    else:
        value = value != other
        #: Either {was value|true} or {other|true}, but not both the same, is {value|true}. || With "xor {other|true}" we get {value|true}.
print("true" if value else "false")
#: It comes to {value|true}. || So the result is {value|true}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    start = random.random() < 0.5
    parts = [(random.choice(("and", "or", "xor")), random.random() < 0.5) for _ in range(size + 1)]
    text = str(start).lower() + "".join(f" {word} {str(value).lower()}" for word, value in parts)
    return {"start": start, "parts": parts, "text": text}


def oracle(start: bool, parts: list[tuple[str, bool]]) -> str:
    bits = int(start)
    for word, value in parts:
        bits = {"and": bits & value, "or": bits | value, "xor": bits ^ value}[word]
    return ("false", "true")[bits]


FAMILY = told_family(
    name="truth_words",
    title="True and false put together",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
    yes_no=True,
)
