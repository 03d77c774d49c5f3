"""How tests wait: for a state, never for a time. One limit for all of them, after which something is taken to hang.

Nothing takes nearly as long, on a slow machine with other work on it either: the limit only keeps a fault from blocking
the whole run. It is no budget, and nothing is measured with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

LIMIT: Final = 600.0  # seconds
PATIENCE: Final = 30.0  # for what has limits of its own: how many times longer than usual it may take


def until(state: Callable[[], object], what: str) -> None:
    """Wait until a state is reached. Errors: AssertionError that says what was waited for."""
    given_up = time.monotonic() + LIMIT
    while not state():
        assert time.monotonic() < given_up, f"expected within {LIMIT:.0f} seconds: {what}"
        time.sleep(0.05)
