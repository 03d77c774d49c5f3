"""Calls, returns and exceptions in the words that people use."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production, clause, verb

_ARTICLE: Final = "(?:an? |the )?"
_STARTS: Final = (
    "(?:we call|the call is|we start with|we run|we evaluate|let us trace|let's trace(?: through)?|tracing)"
)
PRODUCTIONS: Final = (
    clause("raise", "", _ARTICLE + "{A} is raised"),
    clause("raise", "", _ARTICLE + "{A} occurs"),
    verb("raise", "", "(?:raises?|throws?) " + _ARTICLE + "{A}"),
    verb("raise", "", "(?:fails|stops) with " + _ARTICLE + "{A}"),
    Production(
        "catch",
        "named",
        _ARTICLE + "{A} is (?:caught|handled) (?:on|at|in|by) (?:the except(?: clause)? on )?line {N}",
        "SX",
        "H",
    ),
    Production("catch", "any", "the (?:exception|error) is (?:caught|handled)(?: by the except clause)?", "SX", "D"),
    Production("catch", "named_any", "the {A} is (?:caught|handled)", "SX", "D"),
    verb("raise", "again", "re-?raises (?:it|the exception|the error)"),
    clause("raise", "again", "the (?:exception|error) is raised again"),
    verb("call", "", "calls? {F}"),
    verb("call", "", "makes? (?:a|the) call (?:to )?{F}"),
    verb("call", "recursive", "makes? (?:a|the) recursive call (?:to )?{F}"),
    Production(
        "entry",
        "",
        _STARTS + " {F}(?: step by step)?",
        "S",
        "D",
    ),
    clause("uncaught", "", "(?:the exception|the error|it) is not caught"),
)
