"""Open brackets kept on a stack, against deleting matched pairs."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """This row of brackets was broken off: $text Which brackets have to be added at its end, and in which order, so that all are closed?""",
    """$name has written $text and wants to close every open bracket, adding nothing but closing brackets behind it. What has to be written?""",
)

CODE = """
pairs = {"(": ")", "[": "]", "{": "}", "<": ">"}
open_ones = []
for sign in $signs:
    if sign in pairs:
        #: not =>
        open_ones.append(sign)
        #: {sign} opens, and open are now {open_ones|spaced}. || We open {sign}: {open_ones|spaced}.
    else:
        open_ones.pop()
        #: {sign} closes the last one, which leaves {open_ones|spaced}. || With {sign} the last bracket is closed; open: {open_ones|spaced}.
ending = ""
while open_ones:
    #: taken =>
    ending += pairs[open_ones.pop()]
    #: To close the last open one we add {ending[-1]}. || Next comes {ending[-1]}.
print(ending)
#: So the ending is {ending}. || Together that is {ending}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    pairs = {"(": ")", "[": "]", "{": "}", "<": ">"}
    signs: list[str] = []
    waiting: list[str] = []
    while len(signs) < size + 4 or len(waiting) < 2:
        if waiting and random.random() < 0.42:
            signs.append(pairs[waiting.pop()])
        else:
            waiting.append(random.choice("([{<"))
            signs.append(waiting[-1])
    return {"signs": signs, "text": " ".join(signs), "name": random.choice((*WOMEN, *MEN))}


def oracle(signs: list[str]) -> str:
    text, closing = "".join(signs), str.maketrans("([{<", ")]}>")
    before = ""
    while before != text:
        before = text
        for pair in ("()", "[]", "{}", "<>"):
            text = text.replace(pair, "")
    return text[::-1].translate(closing)


FAMILY = told_family(
    name="closing_brackets",
    title="Which brackets are missing at the end",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=24,
)
