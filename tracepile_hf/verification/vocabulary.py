"""Words that claim nothing: closed lists behind "what is left must be harmless".

A list of forbidden words can never be complete (naught, untouched, squared, throughout), so the harmless ones are
listed: connectives, nouns, verbs of looking and working out. No words of number, order, time, state or denial are
among them, and none of events (calls, returns, prints, stops), which have forms of their own.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLAIN: Final = _words(
    """a accordingly again also although an and answer argument arguments as asks assertion asserts assigned assigning
    assignment at be because body branch but by calculates calculation call caller carefully carries case cases
    character characters checks chooses class clause code comes compares comparison computation compute computed
    computes condition consider considering considers control decides decision dict dictionary does effect
    element elements entries entry evaluate evaluated evaluates evaluation examine examines exception execute
    executes expression find finds follow for function functions get gets give gives has have header hence here
    in indeed index input into is it item items its itself just key keys lead leads let lets letter line list
    lists look looks loop make makes meaning means meet method module name names namely next node note now
    number numbers object of on our outcome output pattern patterns program question reason result results row
    run runs s script see sees set simply since so source state statement step string test tests that the their
    them then there therefore these they this those though through thus to trace tracing tuple us value values
    variable variables wants we what where whether which while whose why with word words work works you your"""
)

FOLLOWERS: Final = _words(  # what may come right after a claim's last value
    """and so because since as which while where but on at then now here hence thus therefore though although again
    with that whose"""
)

QUOTERS: Final = _words(  # after these an expression may be quoted without being said to hold
    """checks tests evaluates asserts wants assertion test condition whether compares computes calculates considers
    examines runs executes expression has meet consider"""
)
QUOTING_PAIRS: Final = frozenset(
    {("asks", "about"), ("decides", "on"), ("looks", "at"), ("carries", "out"), ("sure", "of"), ("effect", "of")}
)

SIGNS: Final = re.compile(r"[=<>%$&|^~@\\{}\[\]+/0-9]")
HARMLESS_SIGNS: Final = frozenset("“”‘’–—…→•·´\u00a0")
WORD: Final = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|_\w*|\w+")


def is_plain(word: str) -> bool:
    """Whether a lower-case word claims nothing; of words joined by hyphens or apostrophes, every part."""
    if word in PLAIN:
        return True
    parts = re.split(r"[-'’]", word)
    return len(parts) > 1 and all(part in PLAIN for part in parts)
