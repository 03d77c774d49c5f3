"""The `tracepile` command: the only room that knows every other, and the only one that prints."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Entry point of the `tracepile` command; Ctrl-C is one line also while its modules are still being loaded."""
    try:
        from tracepile_hf.cli.program import main as run
    except KeyboardInterrupt:
        print("tracepile: ended by SIGINT", file=sys.stderr)
        raise SystemExit(130) from None
    run()
