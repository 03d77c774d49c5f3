"""Train, validation and test by program family: a family, with all its variants, lies in one split only.

The choice hangs on the family's name alone, so it is the same in every config, for every seed and after families are
added: a model trained on one build has never seen the test families of another.
"""

from __future__ import annotations

import hashlib
from typing import Final

SPLITS: Final = ("train", "validation", "test")
_SALT: Final = "tracepile-split-1"
_VALIDATION: Final = 0.08
_TEST: Final = 0.10


def split_of(family: str) -> str:
    """The split of a family: about 82 % train, 8 % validation, 10 % test."""
    digest = hashlib.sha256(f"{_SALT}\x00{family}".encode()).digest()
    share = int.from_bytes(digest[:8], "big") / 2**64
    if share < _TEST:
        return "test"
    return "validation" if share < _TEST + _VALIDATION else "train"
