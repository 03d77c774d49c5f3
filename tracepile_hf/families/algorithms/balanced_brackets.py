"""A stack checks brackets of three kinds and names the first mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Check the brackets ( ), [ ] and { } in a text; other characters do not matter. Return ('ok', depth) with the greatest
depth of nesting if they match, ('wrong', index) for the first closing bracket that does not fit, or ('open', index)
with the index of the last bracket left open.
"""

CODE = """
PARTNER = {")": "(", "]": "[", "}": "{"}


def check_brackets(text):
    stack = []
    depth = 0
    for index, sign in enumerate(text):
        if sign in "([{":
            stack.append(index)
            depth = max(depth, len(stack))
        elif sign in PARTNER:
            if not stack or text[stack[-1]] != PARTNER[sign]:
                return "wrong", index
            stack.pop()
    if stack:
        return "open", stack[-1]
    return "ok", depth
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    text = ""
    stack: list[str] = []
    while len(text) < size:
        if stack and random.random() < 0.45:
            text += stack.pop()
        elif random.random() < 0.25:
            text += random.choice("xy+")
        else:
            opening = random.choice("([{")
            stack.append({"(": ")", "[": "]", "{": "}"}[opening])
            text += opening
    text += "".join(reversed(stack))
    if random.random() < 0.6:
        place = random.randrange(len(text))
        text = text[:place] + random.choice("()[]{}") + text[place + 1 :]
    return (text,)


def oracle(text: str) -> tuple[str, int]:
    def rest(part: str) -> str:
        """Strike out matching pairs, innermost first, leaving the other characters' places as blanks."""
        part = re.sub(r"[^()\[\]{}]", " ", part)
        pair = re.compile(r"\( *\)|\[ *\]|\{ *\}")
        while found := pair.search(part):
            part = part[: found.start()] + " " * len(found.group()) + part[found.end() :]
        return part

    for end in range(1, len(text) + 1):
        if any(sign in ")]}" for sign in rest(text[:end])):
            return "wrong", end - 1
    left = rest(text)
    if left.strip():
        return "open", len(left.rstrip()) - 1
    depths = [
        sum(sign in "([{" for sign in text[:end]) - sum(sign in ")]}" for sign in text[:end])
        for end in range(len(text) + 1)
    ]
    return "ok", max(depths)


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    verdict, place = output
    if verdict == "ok":
        yield ("(" * place + ")" * place,)
    elif verdict == "wrong":
        yield ("()" * (place // 2) + ("(]" if place % 2 else ")"),)
    else:
        yield ("()" * (place // 2) + ("((" if place % 2 else "("),)


IDEA = (
    "A closing bracket must fit the bracket opened last that is still open. A stack of open brackets has "
    "exactly that one on top."
)
INVARIANTS = (
    Invariant(
        "text[stack[-1]] in '([{' and len(stack) <= depth + 1",
        "{len(stack)|# bracket} {len(stack)|is/are} open now, and the last of them is {text[stack[-1]]}",
        line="stack.append(index)",
    ),
    Invariant(
        "len(stack) < depth or depth == 0",
        "{len(stack)|# bracket} {len(stack)|is/are} still open, fewer than the {depth} at the deepest point",
        line="stack.pop()",
    ),
    Invariant(
        "len(text) >= result[1]",
        "the verdict is {result[0]} with the number {result[1]}",
        moment="output",
    ),
)


FAMILY = function_family(
    name="balanced_brackets",
    title="Where do the brackets go wrong?",
    statement=STATEMENT,
    code=CODE,
    entry_point="check_brackets",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
