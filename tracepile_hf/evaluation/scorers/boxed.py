"""`\\boxed{...}` with its braces balanced."""

from __future__ import annotations

import re
from typing import Final

_OPENING: Final = re.compile(r"\\(?:boxed|fbox)\s*(\{|(?=[^\s{]))")


def last_boxed(text: str) -> str:
    """What stands in the last \\boxed{...} of a text; "" if there is none. `\\boxed 5` counts, up to a space or $."""
    found = ""
    for match in _OPENING.finditer(text):
        if not match[1]:
            found = re.split(r"[\s$]", text[match.end() :], maxsplit=1)[0]
            continue
        depth = 1
        for place in range(match.end(), len(text)):
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            if not depth:
                found = text[match.end() : place]
                break
    return found.strip()
