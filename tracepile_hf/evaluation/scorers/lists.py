"""Lists, sets and grids: any brackets, commas or spaces between the elements, compared as values."""

from __future__ import annotations

import re
from typing import Final

from tracepile_hf.evaluation.scorers.boxed import last_boxed
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.stated import plain, stated, statements

Value = float | str | tuple["Value", ...]  # an element: a number, a word, or a list of elements

_TOKEN: Final = re.compile(
    r"\s*(?:([\[({])|([\])}])|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|'([^']*)'|\"([^\"]*)\"|(\w+)|(,|;|->|\u2192|=>))"
)
_DEPTH: Final = 8
_LENGTH: Final = 20_000


def read_value(text: str) -> tuple[Value, ...] | None:
    """The elements of a text that is nothing but a list, with or without its outer brackets; None otherwise."""
    text = text.strip().rstrip(".").strip()
    if not text or len(text) > _LENGTH:
        return None
    stack: list[list[Value]] = [[]]
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            return None
        place = match.end()
        if match[1]:
            stack.append([])
            if len(stack) > _DEPTH:
                return None
        elif match[2]:
            if len(stack) == 1:
                return None
            inner = tuple(stack.pop())
            stack[-1].append(inner)
        elif match[3]:
            stack[-1].append(float(match[3]))
        elif not match[7]:
            stack[-1].append(next(part for part in match.groups()[3:6] if part is not None))
    return tuple(stack[0]) if len(stack) == 1 else None


def unwrapped(value: tuple[Value, ...]) -> tuple[Value, ...]:
    """A list without brackets that hold nothing but one list: `[[1, 2]]` and `1, 2` are both 1 and 2."""
    while len(value) == 1 and isinstance(value[0], tuple):
        value = value[0]
    return value


def bracketed(text: str) -> list[str]:
    """The outermost bracketed parts of a text, in order."""
    found, start, depth = [], 0, 0
    for place, character in enumerate(text):
        if character in "[({":
            if not depth:
                start = place
            depth += 1
        elif character in "])}" and depth:
            depth -= 1
            if not depth:
                found.append(text[start : place + 1])
    return found


def find_lists(text: str) -> list[tuple[Value, ...]]:
    """What may be the list that a text ends in, the likeliest first."""
    text = re.sub(r"\\(?:left|right|text|mathrm|to|rightarrow)\b", " -> ", plain(text)) if "\\" in text else plain(text)
    text = text.replace("\\{", "{").replace("\\}", "}").replace("`", " ")
    found: list[tuple[Value, ...]] = []
    for said in (last_boxed(text), *statements(text)):
        if said and not found:
            found = _read_in(said)
    if not found:
        for part in bracketed(text):  # a list may go on over several lines
            text = text.replace(part, part.replace("\n", " "))
        for line in reversed([line for line in text.splitlines() if line.strip()]):
            found = _read_in(line, bare=re.fullmatch(r"[-\d.,;\s\[\](){}>\u2192=]+", _sequence(line)) is not None)
            if found:
                break
    return found


def _sequence(said: str) -> str:
    """`node 0, then node 2 and node 1`, `0-2-1`, `0 to 2 to 1` as 0, 2, 1."""
    said = re.sub(r"\b[Nn]odes?\s+(?=\d)", "", said.replace("$", ""))
    joined = r"(?<=\d),?\s+(?:and then|and|then|to)\s+(?=-?\d)|(?<=\d)-(?=\d)|(?<=\d) - (?=\d)"
    return re.sub(joined, ", ", said).strip()


def _read_in(said: str, bare: bool = True) -> list[tuple[Value, ...]]:
    """A statement as a list: all of it if it is nothing else, else its bracketed parts, else its run of elements."""
    found = []
    said = _sequence(said)
    whole = read_value(said)
    parts = [read for part in reversed(bracketed(said)) if (read := read_value(part)) is not None]
    if whole is not None and bare and not any(isinstance(one, str) for one in whole):
        found.append(whole)
    found += parts
    if not found and bare and not re.search(r"[\[\](){}]", said):
        run = re.search(r"-?\d+(?:\s*(?:,|->|\u2192|=>|\s)\s*-?\d+)*", said)
        if run:
            read = read_value(run[0])
            if read is not None:
                found.append(read)
    return found


def same_value(one: Value, other: Value) -> bool:
    """Equal element by element; numbers within a millionth."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return (
            isinstance(one, tuple)
            and isinstance(other, tuple)
            and len(one) == len(other)
            and all(same_value(a, b) for a, b in zip(one, other, strict=True))
        )
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-6 * max(1.0, abs(other))
    return str(one).lower() == str(other).lower()


def score_list(text: str, value: str) -> Scored:
    """An answer that should be this list, in this order."""
    gold = unwrapped(_gold(value))
    found = find_lists(text)
    if not found:
        return NONE
    right = any(same_value(unwrapped(one), gold) for one in found[:1])
    return judged(right, str(found[0]), f"expected {value}")


def score_set(text: str, value: str) -> Scored:
    """An answer that should have these elements, in any order. `none` and `empty` are the empty list."""
    gold = {str(one) for one in unwrapped(_gold(value))}
    found = find_lists(text)
    if not found:
        said = stated(plain(text))
        if said and re.match(r"\W*(?:none|empty|no nodes?|there are no|∅|\\emptyset)\b", said, re.IGNORECASE):
            return judged(not gold, said, f"expected {value}")
        return NONE
    elements = unwrapped(found[0])
    return judged({str(one) for one in elements} == gold, str(found[0]), f"expected {value}")


def _gold(value: str) -> tuple[Value, ...]:
    read = read_value(value)
    return () if read is None else read
