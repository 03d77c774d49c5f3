"""Where a text says its answer: "the answer is ...", "#### ...", "### ...", \\boxed, at its end."""

from __future__ import annotations

import re
from typing import Final

_DROPPED: Final = re.compile(r"\*\*|__(?=\s|$)|(?<=\s)__|[\u200b-\u200d\u2060\ufeff]")
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2013\u2010\u2011\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("\u201c\u201d", '"'),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        **dict.fromkeys("\u2044\u2215", "/"),
        "\u00d7": "*",
    }
)
_SAYS: Final = re.compile(
    r"\banswers?\b(?:\s+(?:to|of|for)\b[^.:\n]{0,60}?)?\s*"
    r"(?:(?:is|are|was|equals|becomes|would be|should be|must be|will be)\b\s*:?|:|=)|"
    r"(?<!#)#{3,4}(?!#)(?=\s*\S)",
    re.IGNORECASE,
)
_REASONING: Final = re.compile(r"<think>.*?</think>|<think>.*\Z", re.DOTALL)


def without_thoughts(text: str) -> str:
    """The text without what stands between <think> and </think>, or behind a <think> that is not closed."""
    return _REASONING.sub(" ", text)


def plain(text: str) -> str:
    """The text with one sort of minus, quote and space, and without markup and hidden reasoning."""
    return _DROPPED.sub("", without_thoughts(text).translate(_PLAIN))


def stated(text: str) -> str | None:
    """What follows the last statement of an answer, to the end of its line, or the next line if nothing follows.

    `text` must be `plain`. None if no answer is stated.
    """
    last = None
    for match in _SAYS.finditer(text):
        last = match
    if last is None:
        return None
    rest = text[last.end() :].lstrip(" \t:=")
    line = rest.lstrip("\n").split("\n", 1)[0] if rest.startswith("\n") else rest.split("\n", 1)[0]
    return line.strip()
