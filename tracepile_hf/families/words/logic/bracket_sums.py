"""An expression reduced bracket by bracket with a stack, against Python's own order of working."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """Work out $text, one bracket at a time.""",
    """Which number comes out of $text?""",
    """$name types $text into a calculator that minds brackets. Which number appears?""",
)

CODE = """
stack = []
for token in $tokens:
    if token != ")":
        #: taken =>
        #: not taken =>
        stack.append(token)
    else:
        right = stack.pop()
        sign = stack.pop()
        left = stack.pop()
        stack.pop()
        if sign == "+":
            value = left + right
            #: The bracket ({left} + {right}) is {left} + {right} = {value}. || {left} + {right} = {value}, so that bracket is {value}.
        elif sign == "-":
            value = left - right
            #: The bracket ({left} - {right|}) comes to {value}. || Taking {right} from {left} gives {value}.
        else:
            value = left * right
            #: The bracket ({left} * {right}) comes to {value}. || {left} times {right} is {value}.
        stack.append(value)
print(stack[0])
#: Nothing but {stack[0]} is left. || So the whole is {stack[0]}.
"""


def _built(random: Random, depth: int) -> list[object]:
    if depth == 0:
        return [random.randint(2, 12)]
    low = random.randint(0, depth - 1)
    left, right = _built(random, depth - 1 - low), _built(random, low)
    return ["(", *left, random.choice("+-*+"), *right, ")"]


def generate(random: Random, size: int) -> dict[str, object]:
    while True:
        tokens = _built(random, size)
        if abs(eval("".join(map(str, tokens)))) < 10**6:
            break
    text = " ".join(map(str, tokens)).replace("( ", "(").replace(" )", ")")
    return {"tokens": tokens, "text": text, "name": random.choice((*WOMEN, *MEN))}


def oracle(tokens: list[object]) -> int:
    return int(eval("".join(map(str, tokens))))


FAMILY = told_family(
    name="bracket_sums",
    title="Arithmetic with brackets, from the inside out",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
