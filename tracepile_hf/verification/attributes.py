"""One attribute of an object whose literal cannot be read as a whole: `rank` of `Node(rank=0, parent=<cycle>)`.

Reads what stands in the literal and nothing else: what is in angle brackets there stays something that equals nothing.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Final

from tracepile_hf.literals import is_value

_PIECE: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|<[\w.: ]+(?:<\w+>[\w. ]*)*>")
_UNREAD: Final = "unread"  # a name: no literal has one, so that nothing with it in it can be read


def attribute_of(literal: str, name: str) -> str | None:
    """The literal of an object's attribute; None where there is none, or none that can be read."""
    return _attributes(literal).get(name)


@lru_cache(maxsize=512)
def _attributes(literal: str) -> dict[str, str]:
    """The attributes of an object that can be read by themselves."""
    text = _PIECE.sub(lambda found: _UNREAD if found[0][0] == "<" else found[0], literal)
    try:
        node = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return {}
    found: dict[str, str] = {}
    for word in node.keywords:
        part = ast.get_source_segment(text, word.value)
        if word.arg is None or word.arg in found or part is None:
            return {}
        found[word.arg] = part
    return {name: part for name, part in found.items() if is_value(part)}
