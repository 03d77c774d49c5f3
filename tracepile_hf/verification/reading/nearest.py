"""For a sentence that was not read: how far it was, and the nearest form that would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracepile_hf.verification.claims import Remainder


def nearest(left: Remainder) -> str:
    """One sentence about where the derivation stopped."""
    read = left.text[: max(0, left.stuck - left.span[0])]
    return f"read as far as {read[-60:]!r}" if read.strip() else "nothing of it is read"
