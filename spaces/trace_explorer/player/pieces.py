"""The player's files put together: its page, and its script, which is one script in several files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
SCRIPTS: Final = (
    "state", "colours", "lines", "heap", "frames", "telling", "pictures", "calls", "timeline", "predict", "main",
)  # fmt: skip


def page() -> str:
    """The player's markup."""
    return (HERE / "player.html").read_text(encoding="utf-8")


def script() -> str:
    """The player's script: wants `element`, `props` and `watch`."""
    return "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)


def style() -> str:
    """How player and page look."""
    return "\n".join((HERE / f"{name}.css").read_text(encoding="utf-8") for name in ("player", "page"))
