"""Where randomness comes from: a stream of its own for every stage of every item."""

from __future__ import annotations

import hashlib
from random import Random


def stream(seed: int, stage: str, item: str) -> Random:
    """The random numbers of one stage for one item.

    Hashed, never `seed + i`: with sums, neighbouring seeds would share almost all items.
    """
    text = f"{seed}\x00{stage}\x00{item}"
    return Random(int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big"))
