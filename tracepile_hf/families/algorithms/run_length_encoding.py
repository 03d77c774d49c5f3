"""Run-length encoding of a text, with the length it saves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Write a text of letters shorter by putting, for each run of two or more equal letters, the number of letters before
the letter; single letters stay alone. Return the encoded text and how many characters shorter it is.
"""

CODE = """
def encode_runs(text):
    encoded = ""
    i = 0
    while i < len(text):
        length = 1
        while i + length < len(text) and text[i + length] == text[i]:
            length += 1
        if length > 1:
            encoded += str(length)
        encoded += text[i]
        i += length
    return encoded, len(text) - len(encoded)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    text = ""
    while len(text) < size:
        text += random.choice("ABCDW") * random.choice([1, 1, 2, 3, 5, 11])
    return (text[: size + random.randint(0, 3)],)


def oracle(text: str) -> tuple[str, int]:
    runs = [(letter, len(list(run))) for letter, run in groupby(text)]
    encoded = "".join(f"{length}{letter}" if length > 1 else letter for letter, length in runs)
    return encoded, sum(length for _, length in runs) - len(encoded)


IDEA = (
    "Equal signs in a row are written once, with their number in front. A run ends where the next sign "
    "differs or the text ends."
)
INVARIANTS = (
    Invariant(
        "0 < i <= len(text) and (i == len(text) or text[i] != text[i - 1])",
        "{i} of {len(text)|# sign} {i|is/are} written as {encoded}",
        line="i += length",
    ),
    Invariant(
        "len(text) == len(result[0]) + result[1]",
        "the text has {len(result[0]) + result[1]|# sign}, {len(result[0])} and {result[1]} more",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    text = digits = ""
    for sign in result[0]:
        if sign.isdigit():
            digits += sign
            continue
        text += sign * int(digits or 1)
        digits = ""
    yield (text,)


FAMILY = function_family(
    name="run_length_encoding",
    title="Run-length encoding",
    statement=STATEMENT,
    code=CODE,
    entry_point="encode_runs",
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=300,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a number says how often the letter behind it is repeated, and a letter without one stands once, "
        "so we write every run out",
        (
            "result[0]",
            "len(result[0]) + result[1]",
        ),
        invert,
    ),
)
