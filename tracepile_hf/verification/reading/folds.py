"""Folds and recaps: many steps in one sentence, and counts over the whole run."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production
from tracepile_hf.verification.reading.values import MOVES

_OPEN: Final = "(?:then,? |next,? |now,? )?(?:in |come )?"


def _fold(kind: str, mode: str, pattern: str) -> Production:
    return Production(kind, mode, pattern, "f", "g")


def _recap(kind: str, pattern: str) -> Production:
    return Production(kind, "", pattern, "R", "r")


PRODUCTIONS: Final = (
    Production("fold_iterations", "", _OPEN + "iterations {N} to {N} of the loop on line {N}", "S", "F"),
    Production("fold_rest", "", _OPEN + "the remaining {N} iterations? of the loop on line {N}", "S", "F"),
    Production("fold_call", "", "(?:then,? )?the call {F} (?:runs {N} lines? and )?returns {C}", "S", "g"),
    Production("", "", r"(?::| in brief:| follow, and|, and|,) ", "F", "f"),
    Production("", "", r" (?:follow|come next|are run(?: in turn)?)", "F", "F"),
    Production("fold_alike", "", r" (?:work alike|run likewise|go on in this way|are alike)", "F", "F"),
    Production("", "", r"(?:, and|,| and|;|:) ", "g", "f"),
    Production("", "", "the program ", "f", "f"),
    _fold("fold_change", "", "{E} " + MOVES + " from {A} to {A}"),
    _fold("fold_end", "", "{E} (?:=|is) {A} at the end"),
    _fold("fold_values", "", "{E} takes the values? {L}"),
    _fold("fold_always", "", "{E} (?:is )?always {A}"),
    _fold("fold_never", "", "{E} is never {A}"),
    _fold("fold_constant", "", "{E} never changes"),
    _fold("fold_only", "", "{E} only (rises|falls)"),
    _fold("fold_times", "", "{E} is {A} {N} times?"),
    _fold("fold_line", "", "line {N} runs {K}"),
    _fold("fold_line", "never", "line {N} never runs"),
    _fold("fold_print", "", "prints {L}"),
    _fold("fold_print", "", "i print {L}"),
    _fold("fold_print", "nothing", "nothing is printed"),
    _fold("fold_calls", "nothing", "no call is made"),
    _fold("fold_calls", "", "{N} calls? of {E} (?:are|is) made"),
    Production("", "", "in total,? ", "S", "R"),
    _recap("recap_line", "line {N} runs {K}"),
    _recap("recap_loop", "the loop on line {N} runs {N} iterations?"),
    _recap("recap_calls", "{F} is called {K}"),
    _recap("recap_print", "the program prints {N} lines?"),
    Production("", "", "(?:, and|,| and) ", "r", "R"),
    Production("recap_end", "", "finally,? {E} (?:=|is) {C}", "S", "r"),
    Production("recap_steps", "", "the whole run takes {N} steps?", "S", "r"),
    Production("recap_depth", "", "the recursion is {N} deep", "S", "r"),
)
