"""How clauses are joined. Where one is said to be the reason of the other, that is a claim of its own."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production

PRODUCTIONS: Final = (
    Production("cause", "forward", r"(?:,|;)?(?: and)? (?:so|therefore|hence|thus)(?: that)? ", "D", "X"),
    Production("cause", "forward", r", which (?:means that|gives|makes) ", "D", "X"),
    Production("cause", "backward", r",? (?:because|since|as) ", "DH", "X"),
    Production("", "", r",? and with that ", "D", "X"),
    Production("", "", r", (?:which|where|with|then|and then|and we note that|and now) ", "DH", "X"),
    Production("", "", r", though (?=line)", "D", "X"),
    Production("", "", r" with ", "DH", "X"),
    Production("", "", r"(?:,|;)?(?: and| but) ", "D", "X"),
    Production("", "", r"(?:,|;|:) ", "D", "X"),
    Production("", "", r"; ", "H", "X"),
    Production("", "", r" (?:->|→|=>|⇒|-|–|—) ", "D", "X"),
    Production("", "", r" \(", "D", "x"),
    Production("", "", r"(?:, and|,| and|;) ", "d", "x"),
    Production("", "", r"\)", "d", "D"),
)
