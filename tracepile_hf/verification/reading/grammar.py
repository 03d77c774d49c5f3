"""The whole grammar, in the order in which its productions are tried."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading import (
    calls,
    connectives,
    contrast,
    derive,
    elements,
    errors,
    first_person,
    flow,
    folds,
    idle,
    lines,
    models,
    ordinary,
    quotes,
    reasons,
    rounds,
    sequences,
    several,
    spoken,
    subjects,
    values,
)  # fmt: skip
from tracepile_hf.verification.reading.engine import Grammar
from tracepile_hf.verification.reading.production import END, START, Production

GROUPS: Final = {
    "idle": tuple([Production("", "", pattern, START, END) for pattern in idle.SENTENCES]),
    "derive": derive.PRODUCTIONS,
    "contrast": contrast.PRODUCTIONS,
    "elements": elements.PRODUCTIONS,
    "reasons": reasons.PRODUCTIONS,
    "sequences": sequences.PRODUCTIONS,
    "several": several.PRODUCTIONS,
    "folds": folds.PRODUCTIONS,
    "flow": flow.PRODUCTIONS,
    "lines": lines.PRODUCTIONS,
    "calls": calls.PRODUCTIONS,
    "quotes": quotes.PRODUCTIONS,
    "values": values.PRODUCTIONS,
    "subjects": subjects.PRODUCTIONS,
    "ordinary": ordinary.PRODUCTIONS,
    "rounds": rounds.PRODUCTIONS,
    "first_person": first_person.PRODUCTIONS,
    "spoken": spoken.PRODUCTIONS,
    "errors": errors.PRODUCTIONS,
    "models": models.PRODUCTIONS,
    "connectives": connectives.PRODUCTIONS,
}
GRAMMAR: Final = Grammar([production for group in GROUPS.values() for production in group])
