"""What of a text is prose: not code in backticks, not a literal in quotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_SPAN: Final = re.compile(r"(`[^`\n]*`|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")")


def in_prose(text: str, change: Callable[[str], str]) -> str:
    """The text with everything between code and literals changed."""
    parts = _SPAN.split(text)
    return "".join([part if number % 2 else change(part) for number, part in enumerate(parts)])
