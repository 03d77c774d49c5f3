"""Derives a sentence by the grammar: from left to right, the first derivation in the order of the productions.

A skeleton has one sign for every value, so that few sentences differ, and what was derived once is remembered by
`templates`. Every place is tried once in every state: the time grows as the length.

Why no parser library: lark 1.3.1, kept and pure Python, was tried on a grammar of the narrator's commonest forms alone
(114 sentences over loops, lines and values, 2,409 of 8,666 in narrations of the CLRS families). By Earley, which such a
grammar needs where "and" may join values or clauses, a sentence takes 1,500 us; by LALR(1), which has to settle that
with one word's look ahead, 49; here, by the whole grammar, 36, and 0.14 once it is known, which no parser changes.
Also, a production here is one line that docs/claims.md shows as it stands, and where a derivation gets stuck says what
is near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from tracepile_hf.verification.atoms import BARE, MARKS, TICK
from tracepile_hf.verification.reading.production import CLAUSE, DONE, FINAL, INSIDE, INSIDE_DONE, START, Production

# Signs and brackets are few: a long row of them would be gone through again from every one of them.
_PART: Final = rf"(?<![-+~\(])[-+~\(]{{0,20}}[{TICK}{BARE}]\){{0,20}}"
_STAGE: Final = rf"{_PART}(?: (?:\+|-|\*\*?|//?|%|<<|>>|&|\||\^|<=?|>=?|==|!=) {_PART}){{0,30}}"
_NUMBERS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_OPEN_STAGE: Final = _STAGE.removeprefix(r"(?<![-+~\(])")  # right after a bracket of the sentence
_SLOTS: Final = {
    "{E}": rf"({TICK})",
    "{Q}": rf"({TICK})",
    "{F}": rf"([{TICK}{BARE}])",
    "{K}": rf"((?:{BARE}|{_NUMBERS})(?= times?)|once|twice)(?: times?)?",
    "{T}": BARE,
    "{A}": rf"([{TICK}{BARE}])",
    "{N}": rf"({BARE}|{_NUMBERS})",
    "{O}": r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[0-9]+(?:st|nd|rd|th))",
    "{C}": rf"({_STAGE}(?: = {_STAGE}){{0,20}})",
    "{B}": rf"\(({_OPEN_STAGE}(?: = {_STAGE}){{0,20}})\)",
    "{M}": rf"([{TICK}{BARE}](?:, [{TICK}{BARE}])*,? and [{TICK}{BARE}])",
    "{W}": rf"([{TICK}{BARE}](?: (?:->|-->|=>|→|⟶|⇒) [{TICK}{BARE}]){{2,}})",
    "{H}": rf"([{TICK}{BARE}](?:,? (?:and )?(?:then|finally) [{TICK}{BARE}])+)",
    "{L}": rf"([{TICK}{BARE}](?:(?:, and | and |, )[{TICK}{BARE}])*)",
}
_FIRST: Final = r"(?:(?<![\w'])|(?=\W))"  # whole words only
_LAST: Final = rf"(?:(?<=[\w{MARKS}])(?![\w'])|(?<![\w{MARKS}]))"
_STOP: Final = re.compile(r"[.!?:]?$")
MOST_STEPS: Final = 4000  # places and states tried in one sentence: beyond it is not read


class Rule(NamedTuple):
    """A production with its pattern compiled."""

    production: Production
    pattern: re.Pattern[str]
    leads: str


class Found(NamedTuple):
    """A production that was used, and where."""

    production: Production
    match: re.Match[str]


class Derivation(NamedTuple):
    """How a text was derived; `state` is empty where it was not, and `place` how far that went."""

    found: tuple[Found, ...]
    state: str
    place: int


def compile_pattern(text: str) -> re.Pattern[str]:
    """The pattern of a production with its slots, whole words at both ends."""
    pattern = text
    for slot, expression in _SLOTS.items():
        pattern = pattern.replace(slot, expression)
    return re.compile(rf"{_FIRST}(?:{pattern}){_LAST}")


class Grammar:
    """Productions by the states they may stand in."""

    def __init__(self, productions: Sequence[Production]) -> None:
        self.productions = tuple(productions)
        self._rules: dict[str, list[Rule]] = {}
        self._by_sign: dict[tuple[str, str], tuple[Rule, ...]] = {}
        for production in productions:
            pattern = compile_pattern(production.pattern)
            states = set(production.after)
            if CLAUSE in states:
                states.add(START)
            for state in states:
                leads = production.leads or (INSIDE_DONE if state in (INSIDE, INSIDE_DONE) else DONE)
                if state == INSIDE and production.leads == CLAUSE:
                    leads = INSIDE
                self._rules.setdefault(state, []).append(Rule(production, pattern, leads))

    def derive(self, text: str, at: int = 0, state: str = START, whole: bool = True) -> Derivation:
        """`text` from a place and a state on to its end. `whole`: the sentence has to be complete there."""
        end = len(text)
        failed: set[tuple[int, str]] = set()
        path: list[tuple[int, str, Found | None]] = [(at, state, None)]
        turns = [self._ways(text, at, state)]
        furthest, steps = at, 0
        while path:
            place, here, _ = path[-1]
            if not turns[-1]:
                failed.add((place, here))
                path.pop()
                turns.pop()
                continue
            rule, match = turns[-1].pop()
            to = match.end()
            if rule is None:
                return Derivation(tuple([one for _, _, one in path if one is not None]), here, to)
            leads = rule.leads
            if (to, leads) in failed or to == place:
                continue
            furthest = max(furthest, to)
            steps += 1
            if steps > MOST_STEPS:
                break
            found = Found(rule.production, match)
            path.append((to, leads, found))
            if to == end and (not whole or leads in FINAL):
                return Derivation(tuple([one for _, _, one in path if one is not None]), leads, to)
            turns.append(self._ways(text, to, leads))
        return Derivation((), "", furthest)

    def _ways(self, text: str, at: int, state: str) -> list[tuple[Rule | None, re.Match[str]]]:
        """What matches at a place, the last to be tried first."""
        ways: list[tuple[Rule | None, re.Match[str]]] = []
        if state in FINAL and (stop := _STOP.match(text, at)) is not None:
            ways.append((None, stop))
            return ways
        for rule in self._candidates(state, text[at : at + 1]):
            match = rule.pattern.match(text, at)
            if match is not None:
                ways.append((rule, _trimmed(rule.pattern, match)))
        ways.reverse()
        return ways

    def _candidates(self, state: str, sign: str) -> tuple[Rule, ...]:
        """The rules of a state that may begin with a sign."""
        key = (state, sign)
        known = self._by_sign.get(key)
        if known is None:
            rules = self._rules.get(state, [])
            known = self._by_sign[key] = tuple([rule for rule in rules if may_begin(rule.pattern.pattern, sign)])
        return known


def _trimmed(pattern: re.Pattern[str], match: re.Match[str]) -> re.Match[str]:
    """The match without the brackets of the sentence around it: `(x = 5)` ends in one bracket too many."""
    text = match.group()
    while text[-1:] == ")" and len(text) > 1 and text.count(")") > text.count("("):
        shorter = pattern.match(match.string, match.start(), match.end() - 1)
        if shorter is None or shorter.end() == match.end():
            break
        match, text = shorter, shorter.group()
    return match


def may_begin(pattern: str, sign: str) -> bool:
    """Whether a pattern may begin with a sign: by the tree of the regular expression, True where that is not plain."""
    return sign == "" or sign in _first_signs(pattern)


class _Any(frozenset[str]):
    def __contains__(self, item: object) -> bool:
        return True


_known_signs: dict[str, frozenset[str]] = {}


def _first_signs(pattern: str) -> frozenset[str]:
    known = _known_signs.get(pattern)
    if known is None:
        compiled = re.compile(pattern)
        known = _known_signs[pattern] = _signs_of(compiled)
    return known


_SIGNS: Final = "abcdefghijklmnopqrstuvwxyz (),;:.+-~" + MARKS


def _signs_of(compiled: re.Pattern[str]) -> frozenset[str]:
    parser = re._parser  # type: ignore[attr-defined]  # the module's own reader of patterns; it has no public name
    found, may_be_empty = _firsts(parser.parse(compiled.pattern))
    return _Any() if may_be_empty else frozenset(found)


def _firsts(items: Any) -> tuple[set[str], bool]:
    """The signs that a parsed pattern may begin with, and whether it may be empty."""
    found: set[str] = set()
    for operation, argument in items:
        signs, empty = _first_of(str(operation), argument)
        found |= signs
        if not empty:
            return found, False
    return found, True


def _first_of(operation: str, argument: Any) -> tuple[set[str], bool]:
    if operation == "LITERAL":
        return {chr(argument)}, False
    if operation == "IN":
        plain = all(str(kind) == "LITERAL" for kind, _ in argument)
        return {chr(value) for _, value in argument} if plain else set(_SIGNS), False
    if operation == "SUBPATTERN":
        return _firsts(argument[-1])
    if operation == "BRANCH":
        parts = [_firsts(branch) for branch in argument[1]]
        return set().union(*[signs for signs, _ in parts]), any(empty for _, empty in parts)
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        signs, empty = _firsts(argument[2])
        return signs, empty or argument[0] == 0
    if operation in ("ASSERT", "ASSERT_NOT", "AT"):
        return set(), True
    return set(_SIGNS), False
