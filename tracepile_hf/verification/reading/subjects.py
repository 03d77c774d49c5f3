"""Subjects that a verb may have, adverbs of order, and words that lead up to a claim."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import CLAUSE, VERB, Production, lead

_X: Final = "SX"
PRODUCTIONS: Final = (
    lead("(?:then|now|next|here|also)(?:,)? (?!comes)", "XV"),
    lead("(?:after that|with that|from here|from there|at this point|as it turns out|in turn|with it),? ", "SX"),
    lead("(?:and|but|so) (?=\\x01|[a-z])", "S"),
    lead("(?:next|then|now) (?=comes)", "SX", VERB),
    lead(
        "(?:the program|the statement|this statement|the code|this|that|it|we|control) ",
        "SXx",
        VERB,
    ),
    lead("(?:also|just|simply|then) ", "XV", VERB),
    lead(
        "(?:finds that|finds|works out|evaluates|computes|has this effect:|comes to this:"
        "|makes|gives|see that|see|find that|find|get|note that) ",
        "XVx",
    ),
    # of what kind the statement has to be
    lead("the class statement ", "SXx", VERB, "manner", "class"),
    lead("(?:comes to a decision:|decides:|chooses:|checks the condition:) ", "XVx", CLAUSE, "manner", "decision"),
    lead(
        "(?:goes through the cases:|compares the cases:|looks at the cases in turn:|checks the patterns:"
        "|works through the patterns:) ",
        "XVx",
        CLAUSE,
        "manner",
        "cases",
    ),
    lead("(?:the outcome is that|it turns out that|the calculation gives) ", _X),
    # what a statement is said to do in no particular
    Production(
        "", "", "(?:runs?|is run|executes?|is executed|is carried out|does its work|takes effect|has its turn)", "XVx"
    ),
)
