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
KEYS: Final = ("sayings", "units", "opening", "answer")
_NAMED: Final = re.compile(r"\$(\w+)")
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
        demand_expression(_NAMED.sub(r"\1", when), place)  # of a template, with its $names
    if not wordings or not all(isinstance(wording, str) for wording in wordings):
        raise InputError("one wording or several", repr(wordings)[:80], place)
    for wording in wordings:
        demand_wording(_NAMED.sub(r"\1", wording), place)
    return Saying(line, tuple(wording.strip() for wording in wordings), when)


def read_glossary(code: str, given: object, where: str) -> Glossary:
    """A glossary from JSON: `sayings` by line, and if need be `units`, `opening` and `answer`.

    `of_lines` says what sayings are. InputError says what is not as it should be.
    """
    if not isinstance(given, Mapping) or not isinstance(given.get("sayings"), Mapping) or not given["sayings"]:
        raise InputError("an object with `sayings`, an object of lines and what is said of them", _kind(given), where)
    unknown = [key for key in given if key not in KEYS]
    if unknown:
        raise InputError(f"only the keys {', '.join(KEYS)}", f"the unknown key {unknown[0]!r}", where)
    units, opening, answer = given.get("units", {}), given.get("opening", []), given.get("answer", "")
    if not isinstance(units, Mapping) or not all(isinstance(unit, str) for unit in units.values()):
        raise InputError("an object of names and units, as `units`", repr(units)[:80], where)
    if not isinstance(opening, list) or not all(isinstance(sentence, str) for sentence in opening):
        raise InputError("a list of sentences, as `opening`", repr(opening)[:80], where)
    if not isinstance(answer, str):
        raise InputError("text, as `answer`", repr(answer)[:80], where)
    for told in given["sayings"].values():
        cases = told.values() if isinstance(told, Mapping) else [told]
        if not all(isinstance(one, str) or (isinstance(one, list) and one) for one in cases):
            raise InputError("a wording, a list of them, or an object of conditions and those", repr(told)[:80], where)
    glossary = Glossary(of_lines(code, given["sayings"], where), tuple(units.items()), tuple(opening), answer)
    demand_glossary(glossary, where)
    return glossary


def _kind(given: object) -> str:
    return f"a {type(given).__name__}" if not isinstance(given, Mapping) else f"the keys {', '.join(map(str, given))}"


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
