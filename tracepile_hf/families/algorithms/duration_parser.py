"""Durations read by a strict parser that says where it stopped."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Durations are written like '2h30m', '45m', '1h5s': numbers with h, m or s, each unit at most once and in this order.
Return the seconds of each, and for what is no duration the pair (position at which it goes wrong, from 0, reason):
'digit' where a number has to begin, 'unit' where h, m or s has to follow a number, 'order' at a unit that may not
come (any more). An empty text goes wrong at position 0 with 'digit'.
"""

CODE = """
UNITS = {"h": 3600, "m": 60, "s": 1}


class Wrong(Exception):
    def __init__(self, position, what):
        self.position = position
        self.what = what


def number_at(text, position):
    end = position
    while end < len(text) and text[end].isdigit():
        end += 1
    if end == position:
        raise Wrong(position, "digit")
    return int(text[position:end]), end


def seconds_of(text):
    total = 0
    position = 0
    smallest = 10000
    while position < len(text) or position == 0:
        number, position = number_at(text, position)
        if position == len(text) or text[position] not in UNITS:
            raise Wrong(position, "unit")
        unit = UNITS[text[position]]
        if unit >= smallest:
            raise Wrong(position, "order")
        smallest = unit
        total += number * unit
        position += 1
    return total


def read_durations(texts):
    found = []
    for text in texts:
        try:
            found.append(seconds_of(text))
        except Wrong as fault:
            found.append((fault.position, fault.what))
    return found
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([_text(random) for _ in range(size)],)


def _text(random: Random) -> str:
    units = [unit for unit in "hms" if random.random() < 0.6] or ["m"]
    parts = [f"{random.randint(1, 59)}{unit}" for unit in units]
    flaw = random.choice(("", "", "turn", "cut", "word", "twice"))
    if flaw == "turn":
        parts.reverse()
    elif flaw == "cut":
        parts[-1] = parts[-1][:-1]
    elif flaw == "word":
        parts.insert(random.randint(0, len(parts)), random.choice(("x", "7d", "h", " ")))
    elif flaw == "twice":
        parts.append(parts[-1])
    return "".join(parts)


def oracle(texts: list[str]) -> list[int | tuple[int, str]]:
    return [_verdict(text) for text in texts]


def _verdict(text: str) -> int | tuple[int, str]:
    """By states: what may come next is known from what stands before."""
    allowed, number, total = "hms", "", 0
    for position, sign in enumerate(text):
        if sign.isdigit():
            number += sign
        elif not number:
            return position, "digit"
        elif sign not in "hms":
            return position, "unit"
        elif sign not in allowed:
            return position, "order"
        else:
            total += int(number) * 60 ** (2 - "hms".index(sign))
            allowed, number = allowed[allowed.index(sign) + 1 :], ""
    if number or not text:
        return len(text), "unit" if number else "digit"
    return total


FAMILY = function_family(
    name="duration_parser",
    title="A strict reader of durations",
    statement=STATEMENT,
    code=CODE,
    entry_point="read_durations",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=60,
)
