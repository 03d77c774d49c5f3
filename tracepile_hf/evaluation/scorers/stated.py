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
    r"\b(?:correct|right|best|final)\s+(?:option|choice|result|value|output)\b\s*(?:(?:is|are)\b\s*:?|:|=)|"
    r"(?<!#)#{3,4}(?!#)(?=\s*\S)",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(r"\b(?:what|which|how)\b[^.\n]*$", re.IGNORECASE)
_REASONING: Final = re.compile(r"<think>.*?</think>|<think>.*\Z", re.DOTALL)


def without_thoughts(text: str) -> str:
    """The text without what stands between <think> and </think>, or behind a <think> that is not closed."""
    return _REASONING.sub(" ", text)


def plain(text: str) -> str:
    """The text with one sort of minus, quote and space, and without markup and hidden reasoning."""
    return _DROPPED.sub("", without_thoughts(text).translate(_PLAIN))


def statements(text: str) -> list[str]:
    """What follows each statement of an answer, to the end of its line or of the next, the last statement first.

    `text` must be `plain`. What is asked ("what is the answer to ...") and what was cut off is no statement.
    """
    found = []
    for match in _SAYS.finditer(text):
        if _ASKED.search(text, max(0, match.start() - 40), match.start()):
            continue
        rest = text[match.end() :].lstrip(" \t:=").lstrip("\n")
        said = rest.split("\n", 1)[0].strip()
        if said:
            found.append(said)
    return found[::-1]


def stated(text: str) -> str | None:
    """The last statement of an answer; None if there is none."""
    return next(iter(statements(text)), None)
