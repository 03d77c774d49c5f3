"""One value after the other: `n` goes 6 → 3 → 10, the generator yields 0, 2 and 4."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import clause

PRODUCTIONS: Final = (
    # one value after the other
    clause("sequence", "all", "the (?:sequence|values) (?:of|for) {E} (?:is|are)(?: therefore)?:? {W}"),
    clause("sequence", "", "{E}(?::| is| goes| goes from| changes| changes from| takes the values)? {W}"),
    clause("sequence", "then", "{E} (?:is|becomes|was|goes from) {H}"),
    clause("sequence", "yields", "the generator yields {M}"),
)
