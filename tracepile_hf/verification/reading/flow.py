"""Loops, branches, jumps, and what is skipped."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production, clause, verb

ENDS: Final = r"(?:ends|is done|is over|finishes|stops|comes to its end)"
_BEGINS: Final = r"(?:begins|starts|enters|goes into|moves on to)"
PRODUCTIONS: Final = (
    Production("skip", "line", "line {N} is skipped", "X"),
    Production("skip", "lines", "lines {N} to {N} are skipped", "X"),
    clause("skip", "body", "the body is (?:skipped|not entered)"),
    clause("skip", "else", "(?:there is )?no else branch"),
    Production("next", "", "line {N} is next", "X"),
    verb("next", "", "(?:goes on to|jumps to|continues with|moves on to) line {N}"),
    verb("next", "again", "goes back to line {N}"),
    verb("next", "back", "returns to line {N}"),
    clause("retrospect", "never", "line {N} never ran in it"),
    clause("retrospect", "times", "line {N} ran {N} times? in it"),
    clause("retrospect", "once", "line {N} ran once in it"),
    clause("loop_end", "early", "the loop on line {N} stops early in iteration {N}"),
    clause("loop_end", "", "the loop on line {N} " + ENDS + " after {N} iterations?"),
    clause("loop_end", "count_first", "after {N} iterations?,? the loop on line {N} " + ENDS),
    clause("loop_end", "never", "the loop on line {N} (?:does not run at all|is not entered|has nothing to run over)"),
    clause("iteration", "loop_first", "the loop on line {N} " + _BEGINS + " iteration {N}"),
    verb("restart", "", "goes to the next iteration of the loop on line {N}"),
    clause("leave", "", "the loop on line {N} is left"),
    verb("leave", "break", "(?:stops here: it )?breaks out of the loop on line {N}"),
    Production(
        "iteration",
        "",
        "(?:in |on to |we come to |next comes |then comes )?iteration {N} of the loop on line {N}(?: begins| starts)?",
        "SX",
        "H",
    ),
    clause("branch", "", r"the (if|else) branch(?: on line {N})? (?:is taken|runs)"),
    clause("branch", "body", "the body(?: on line {N})? runs"),
)
