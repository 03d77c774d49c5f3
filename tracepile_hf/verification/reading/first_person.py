"""First person: what the one who traces says to do, `I set`, `I find that`. The claims are those of the other verbs."""

from __future__ import annotations

import re
from typing import Final

from tracepile_hf.verification.reading import (
    calls,
    derive,
    flow,
    folds,
    lines,
    ordinary,
    quotes,
    spoken,
    subjects,
    values,
)
from tracepile_hf.verification.reading.production import CLAUSE, DONE, HEAD, PERSON, VERB, Production, lead

_IRREGULAR: Final = {"carries": "carry", "goes": "go", "pushes": "push", "finishes": "finish", "reaches": "reach"}
_VERBS: Final = (
    "adds|appends|asks|assigns|breaks|brings|calls|checks|chooses|closes|comes|compares|decides|defines|ends|enters"
    "|evaluates|executes|finds|gives|hands|imports|jumps|leaves|looks|makes|meets|needs|outputs|pauses|prints|puts|raises"
    "|returns|runs|sets|shows|steps|stops|stores|tests|turns|works|writes|yields|lets"
)
_THIRD: Final = re.compile(rf"(?<![a-z])(?<!which )({'|'.join(_IRREGULAR)}|{_VERBS})(?![a-z])")


def _based(production: Production) -> Production:
    """The production with its first verb as it stands after "I"."""
    pattern = _THIRD.sub(lambda found: _IRREGULAR.get(found[1], found[1][:-1]), production.pattern)
    return Production(production.kind, production.mode, pattern, PERSON, production.leads)


_SPOKEN: Final = [
    production
    for group in (calls, flow, quotes, values, subjects, ordinary, lines)
    for production in group.PRODUCTIONS
    if VERB in production.after
]
PRODUCTIONS: Final = (
    Production("entry", "", "i trace {F}", "SX"),
    Production(
        "line",
        "",
        r"(?:(?:then|now|next|after that),? )?i (?:reach|come to|move (?:on )?to|go to) line {N}(?: \(visit {N}\))?",
        "SX",
        HEAD,
    ),
    Production("", "", ", and i note that ", DONE, CLAUSE),
    lead("i (?:also |just |simply )?", "SXV", PERSON),
    *[_based(production) for production in _SPOKEN],
    *[
        production._replace(pattern=production.pattern.replace("the program prints", "i print"))
        for group in (derive, folds, spoken)
        for production in group.PRODUCTIONS
        if "the program prints" in production.pattern
    ],
)
