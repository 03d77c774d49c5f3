"""Code that is quoted: the statement or the test that is spoken of."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import CLAUSE, Production, clause, verb

PRODUCTIONS: Final = (
    Production("quote", "statement", "(?:the effect of|the outcome of) {Q} is that ", "XVx", CLAUSE),
    Production("quote", "statement", "{Q} has the effect that ", "X", CLAUSE),
    Production("quote", "statement", "{Q} makes ", "X", CLAUSE),
    Production("quote", "statement", "with {Q}, ", "X", CLAUSE),
    clause("quote", "statement", "{Q} runs"),
    verb("quote", "statement", "(?:runs|carries out|executes|meet) (?:the statement )?{Q}"),
    verb("quote", "test", "(?:checks|tests|looks at) the assertion {Q}"),
    verb("quote", "test", "(?:checks|tests|asks about|decides on|looks at) (?:whether |if )?{Q}"),
    clause("condition", "assertion", "the assertion {E} (holds)"),
    clause("condition", "", "the (?:test|condition) {E} (holds|fails|is true|is false)"),
    clause("assertion", "", "(?:as it should be|the run goes on)"),
)
