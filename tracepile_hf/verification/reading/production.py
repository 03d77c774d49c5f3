"""What a production is: a clause of a sentence, every word of it, and what may stand before and after it.

A sentence is derived from left to right through the states below. In a pattern `{E}` is an expression in backticks,
`{A}` a literal, bare or in backticks, `{N}` a bare number, `{C}` a chain (`x + y` = 2 + 3 = 5, or only its last part),
`{L}` a list of literals, `{Q}` code that is quoted. Slots are captured in order.
"""

from __future__ import annotations

from typing import Final, NamedTuple

START: Final = "S"  # the sentence begins
CLAUSE: Final = "X"  # a clause is expected
VERB: Final = "V"  # a subject was read: its verb is expected
PERSON: Final = "1"  # "I" was read: its verb is expected
HEAD: Final = "H"  # a line was named: its verb, a comma or a colon, or nothing
DONE: Final = "D"  # a clause is whole: a connective, or the end
FOLD_HEAD: Final = "F"  # a range was named
FOLD_CLAUSE: Final = "f"  # a claim about a range is expected
FOLD_DONE: Final = "g"
RECAP: Final = "R"  # a count over the whole run is expected
RECAP_DONE: Final = "r"
INSIDE: Final = "x"  # a clause in brackets is expected
INSIDE_DONE: Final = "d"
END: Final = "E"  # nothing may follow
ELEMENT_HEAD: Final = "e"  # a comprehension was named
ELEMENT: Final = "c"  # one of its elements is expected
ELEMENT_OUT: Final = "l"  # an element is left out: why is expected
ELEMENT_DONE: Final = "q"
FINAL: Final = frozenset({HEAD, DONE, FOLD_HEAD, FOLD_DONE, RECAP_DONE, END, ELEMENT_DONE})

VERBS: Final = "XVx"  # where a clause that begins with a verb may stand: after a subject, a line, a connective
CLAUSES: Final = "Xx"  # and one that brings its own subject


class Production(NamedTuple):
    """A row of the grammar. `kind` and `mode` of the claim it makes; no kind: it claims nothing.

    `after`: the states it may stand in. `leads`: the state it leads to; empty: the end of a clause, as fits `after`.
    `true` and `false` are examples for docs/claims.md, `note` says when it holds.
    """

    kind: str
    mode: str
    pattern: str
    after: str = CLAUSES
    leads: str = ""
    shown: str = ""


def verb(kind: str, mode: str, pattern: str, shown: str = "") -> Production:
    """A clause that begins with a verb."""
    return Production(kind, mode, pattern, VERBS, "", shown)


def clause(kind: str, mode: str, pattern: str, shown: str = "") -> Production:
    """A clause with a subject of its own."""
    return Production(kind, mode, pattern, CLAUSES, "", shown)


def lead(pattern: str, after: str = CLAUSES, leads: str = CLAUSE, kind: str = "", mode: str = "") -> Production:
    """Words that lead up to a clause and claim nothing themselves (or what `kind` says)."""
    return Production(kind, mode, pattern, after, leads)
