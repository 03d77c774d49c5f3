"""Iterations as people name them: by number, by ordinal, by the value of the loop's variable; passes, rounds."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production

_ROUND: Final = "(?:iteration|pass|round|loop iteration)"
_LEAD: Final = "(?:(?:then|now|next|so)?,? ?(?:in|on|for|comes|at|during) )?"
_WITH: Final = r"(?: of the (?:(for|while) )?loop)?"
_AFTER: Final = "(?: begins| starts)?"

PRODUCTIONS: Final = (
    Production("round", "", rf"{_LEAD}(?:the )?{{O}} {_ROUND}{_WITH}{_AFTER}", "SX", "H"),
    Production("round", "", rf"{_LEAD}{_ROUND} {{N}}{_WITH}{_AFTER}", "SX", "H"),
    Production("round", "next", rf"{_LEAD}(?:the )?next {_ROUND}{_WITH}{_AFTER}", "SX", "H"),
    Production("round", "item", r"(?:then |now |next,? )?for {E} (?:=|is) {A}", "SX", "H"),
    Production("round", "item", r"(?:with|when) {E} (?:=|is) {A}", "S", "H"),
    Production("round", "item", r"{E} = {A}(?=:$|: )", "S", "H"),
    Production("round", "item", r"{E} = {A}(?= (?:->|→|=>|⇒) \x01)", "S", "H"),
    Production("", "", r" (?:->|→|=>|⇒) ", "H", "X"),
    Production("round", "literal", r"(?:then |now |next,? )?for {A}(?=:$|: |, )", "S", "H"),
    Production("round", "tick", r"{E}(?=: \x01)", "S", "H"),
    Production("", "", r" \(", "H", "h"),
    Production("value", "", r"{E} (?:=|is) {C}", "h", "k"),
    Production("tick", "", r"{E}", "h", "k"),
    Production("", "", r"(?:, and|,| and|;) ", "k", "h"),
    Production("", "", r"\)", "k", "H"),
    Production("", "", r" with ", "H", "X"),
)
