"""Several values in one clause, and comparisons with values in brackets: `xs[2]` (5) is less than `target` (7)."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production, clause, verb
from tracepile_hf.verification.reading.values import RELATION

PRODUCTIONS: Final[tuple[Production, ...]] = (
    # several values in one clause
    verb("several", "print", "prints? (?:out )?{M}"),
    verb("several", "print", "prints? (?:first )?{H}"),
    clause("several", "yield", "(?:{F} |the generator )yields? {M}"),
    clause("several", "yield", "(?:{F} |the generator )yields? (?:first )?{H}"),
    verb("several", "out", "pops? {M}"),
    verb("several", "in", "(?:push|pushes|appends?|adds?) {M}"),
    verb("several", "in", "(?:push|pushes|appends?|adds?) (?:first )?{H}"),
    clause("several", "element", "{M} are (?:then )?(?:appended|added|pushed) (?:to|onto) (?:the )?{E}"),
    clause("several", "both", "(?:both )?{E} and {E} are both {A}"),
    clause("parallel", "", "{E}, {E} = {C}, {C}"),
    clause("parallel", "tuple", "{E}, {E} = {A}"),
    clause("parallel", "same", "{E} = {E} = {A}"),
    # comparisons with values in brackets
    clause("comparison", "valued", r"{E}(?: \({A}\))? is (not )?" + RELATION + r" (?:the )?{E} \({A}\)"),
    clause("comparison", "valued", r"{E} \({A}\) is (not )?" + RELATION + r" (?:the )?{E}"),
    clause("comparison", "valued", r"{E} \({A}\) is (not )?" + RELATION + r" (){A}"),
    clause("comparison", "valued", r"{E} is {A},? which is (not )?" + RELATION + r" (?:the )?{E} \({A}\)"),
    clause("comparison", "match", "{C} and {C} (?:match|are equal|are the same)"),
    clause("comparison", "differ", "{C} and {C} (?:differ|are different|do not match|are not equal)"),
)
