"""Proof: every statement of a text checked against the recorded run. docs/claims.md is the grammar.

`verify(text, trace)` gives a `Verdict`; `read_claims(text, code)` only reads.
"""

from tracepile_hf.verification.check import verify
from tracepile_hf.verification.claims import Reading, Remainder, read_claims

__all__ = ["Reading", "Remainder", "read_claims", "verify"]
