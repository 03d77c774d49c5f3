"""Lines: how a statement is named, gone back to, and reached."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import CLAUSE, HEAD, START, Production

_AT: Final = "(?:on |at |in )?"
_LEAD: Final = (
    r"(?:(?:then|now|next|after that|so|and|also),? )?"
    r"(?:next comes |then comes |we reach |we come to |we move (?:on )?to |we go to |control (?:reaches|moves to) )?"
)
PRODUCTIONS: Final = (
    Production(
        "line", "first", rf"first,? {_AT}line {{N}}(?: \(visit {{N}}\))?", START + CLAUSE, HEAD, "First, line N"
    ),
    Production("back", "", r"(?:back (?:on|at|in)|returning to) line {N}(?: \((?:stack )?depth {N}\))?", "SX", HEAD),
    Production("back", "", r"line {N}(?: \((?:stack )?depth {N}\))? (?:resumes|picks up again|carries on)", "SX", HEAD),
    Production("lines", "", rf"{_LEAD}{_AT}lines {{N}}(?:-| to | through | and ){{N}}", "SX", HEAD),
    Production("line", "", rf"{_LEAD}{_AT}line {{N}}(?: \(visit {{N}}\))?", "SX", HEAD),
    Production("depth", "", r" \((?:stack )?depth {N}\)", HEAD, HEAD),
    Production("", "", r"(?:,? and|,) ", HEAD, CLAUSE),
    Production("", "", r": ", HEAD, CLAUSE),
    Production("", "", r" (?:begins|starts) with ", HEAD, CLAUSE),
    Production("", "", r",? (?:where|which|and then|and so) ", HEAD, CLAUSE),
    Production("", "", r" (?=[a-z\x01])(?!and |where |which )", HEAD, CLAUSE),
)
