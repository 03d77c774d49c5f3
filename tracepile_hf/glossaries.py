"""Glossaries put together: sayings that name a line by its text, or stand beside it, to sayings by number.

`of_lines(code, sayings)` is for a program as it is; `beside(code)` for one whose sayings stand in comments behind the
lines that they are of:

    while litres < capacity:
        #: not taken => Now the tank is full.
        hours += 1
        litres += 30
        #: Hour {hours}: {was litres|} + 30 = {litres}.

A saying is `wording || another wording`, with a condition before `=>` if it has one. Of a test, `taken` is whether it
came out true: what is said of a header without a condition is said when it did, and `not` is short for `not taken`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.records import TOLD_KINDS, Glossary, Saying

Told = str | Sequence[str] | Mapping[str, "str | Sequence[str]"]  # wordings, or condition -> wordings
MARK: Final = "#: "
SLOT: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
TAKEN: Final = "taken"
WAS: Final = "was "
_HEADER: Final = re.compile(r"(?:if|elif|while|for)\b.*:$")


def of_lines(code: str, sayings: Mapping[str, Told], where: str) -> tuple[Saying, ...]:
    """The sayings of lines, named by their text without indentation or by their number (`"3"`).

    A text that stands on several lines is said of all of them. InputError for one that stands on none, for a condition
    or a slot that is no expression.
    """
    lines = [line.strip() for line in code.rstrip("\n").split("\n")]
    found: list[Saying] = []
    for text, told in sayings.items():
        numbers = [number for number, line in enumerate(lines, 1) if line == text.strip()]
        if not numbers and text.isdecimal() and 1 <= int(text) <= len(lines):
            numbers = [int(text)]
        if not numbers:
            raise InputError("a line of the program", repr(text), f"{where}, sayings")
        cases = told if isinstance(told, Mapping) else {"": told}
        for number in numbers:
            for when, wordings in cases.items():
                every = (wordings,) if isinstance(wordings, str) else tuple(wordings)
                found.append(_saying(number, lines[number - 1], when, every, where))
    return tuple(sorted(found, key=lambda saying: saying.line))


def beside(code: str, where: str) -> tuple[str, tuple[Saying, ...]]:
    """(the code without its comments `#: ...`, what they say of the line before them)."""
    kept: list[str] = []
    found: list[Saying] = []
    for line in code.strip("\n").split("\n"):
        text = line.strip()
        if not text.startswith(MARK):
            kept.append(line)
            continue
        when, arrow, rest = f"{text.removeprefix(MARK)} ".partition(" => ")
        wordings = tuple(part.strip() for part in (rest if arrow else when).split(" || "))
        found.append(_saying(len(kept), kept[-1].strip(), when if arrow else "", wordings, where))
    return "\n".join(kept) + "\n", tuple(found)


def slots(wording: str) -> list[str]:
    """What stands between single braces in a wording, in order."""
    return [found[1] for found in SLOT.finditer(wording) if found[1] is not None]


def _saying(line: int, text: str, when: str, wordings: tuple[str, ...], where: str) -> Saying:
    if not when and _HEADER.match(text):
        when = TAKEN
    if when == "not":
        when = f"not {TAKEN}"
    place = f"{where}, line {line}"
    if when:
        demand_expression(when.replace("$", ""), place)  # of a template, with its $names
    if not wordings or not all(isinstance(wording, str) for wording in wordings):
        raise InputError("one wording or several", repr(wordings)[:80], place)
    for wording in wordings:
        demand_wording(wording.replace("$", ""), place)
    return Saying(line, tuple(wording.strip() for wording in wordings), when)


def demand_glossary(glossary: Glossary, where: str) -> None:
    """InputError unless conditions, wordings and slots of a glossary are what they should be."""
    if glossary.kind not in TOLD_KINDS:
        raise InputError(f"a kind of {', '.join(TOLD_KINDS)}", repr(glossary.kind)[:80], where)
    for saying in glossary.sayings:
        if saying.when:
            demand_expression(saying.when, where)
        for wording in saying.wordings:
            demand_wording(wording, where)
    for sentence in glossary.opening:
        if slots(sentence):
            raise InputError("an opening without slots", repr(sentence)[:80], where)


def demand_wording(wording: str, where: str) -> None:
    """InputError unless a wording is one line, with braces that match and slots that are expressions."""
    if "\n" in wording or len(wording) > 2000:
        raise InputError("a wording of one line, up to 2000 characters", repr(wording)[:80], where)
    for found in SLOT.finditer(wording):
        if found.group() in "{}":
            raise InputError("braces around a slot, or doubled", repr(wording)[:80], where)
        if found[1] is not None:
            demand_expression(found[1].partition("|")[0].strip().removeprefix(WAS), where)


def demand_expression(text: str, where: str) -> None:
    """InputError unless a text is a Python expression of a moderate size."""
    try:
        if len(text) > 300:
            raise ValueError("it is too long")
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError("an expression", repr(text)[:80], where) from None
