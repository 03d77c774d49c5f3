"""Answers in words: spelled-out numbers, names, times of day, ratios."""

from __future__ import annotations

import re
from typing import Final

from tracepile_hf.evaluation.scorers.boxed import last_boxed
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.stated import plain, stated

_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Final = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_LIMIT: Final = 200  # characters


def number_in_words(text: str) -> int | None:
    """The first number that is spelled out in a text: `one hundred and twenty-three` is 123."""
    words = re.findall(r"[a-z]+", text[:_LIMIT].lower())
    start = next((place for place, word in enumerate(words) if word in _SMALL), None)
    if start is None:
        return None
    total = part = 0
    for word in words[start:]:
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part *= 100
        elif word in _SCALES:
            total, part = total + part * _SCALES[word], 0
        elif word != "and":
            break
    sign = -1 if start and words[start - 1] in ("minus", "negative") else 1
    return sign * (total + part)


def bare(text: str) -> str:
    """Words, digits and colons in small letters: what makes two short answers the same."""
    text = plain(text).lower()
    text = re.sub(r"(?<=[\d\s])([ap])\.?\s?m\b\.?", r" \1m", text)
    text = re.sub(r"(?<=\d)\s*(?::|/|to)\s*(?=\d)", ":", text)
    text = re.sub(r"\b0(?=\d:\d\d)", "", text)
    text = re.sub(r"'s\b", "s", text)
    return " ".join(re.findall(r"[\w:]+", re.sub(r"\b(?:the|a|an)\b", " ", text)))


def score_words(text: str, value: str) -> Scored:
    """An answer that should be these words: where an answer is stated they must stand in it, else in the last line."""
    cleaned = plain(text)
    said = last_boxed(cleaned) or stated(cleaned)
    if not said:
        lines = [line for line in cleaned.splitlines() if line.strip()]
        said = lines[-1] if lines else ""
    found, gold = bare(said), bare(value)
    if not found:
        return NONE
    right = re.search(rf"(?<![\w:]){re.escape(gold)}(?![\w:])", found) is not None
    return judged(right, said, f"expected {value}")
