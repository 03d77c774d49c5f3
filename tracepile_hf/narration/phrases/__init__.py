"""The wordings, by event: made of surface forms of docs/claims.md and of words that claim nothing.

A wording goes on after "Line 5 " as it stands, after "On line 5, " when it begins with `@`, and brings its own
beginning when it begins with `^`. Names in braces are filled by the module that uses the bank.
"""

from __future__ import annotations

Bank = tuple[str, ...]
