"""Numbers in answers: found, read and compared.

A number may be written with a sign, a currency, separators, a unit, as a fraction, a percentage, a power of ten, in
LaTeX or in words. Values are compared exactly; where one of the two is a rounded value of the other, to at least three
digits and two decimals, they are the same answer.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from tracepile_hf.evaluation.scorers.boxed import last_boxed
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.stated import plain, statements
from tracepile_hf.evaluation.scorers.words import number_in_words

_DIGITS: Final = r"\d{1,3}(?:[,_ ]\d{3})+(?!\d)|\d+"
NUMBER: Final = re.compile(
    rf"(?P<sign>(?<![\w.)\]}}])-\s?)?[$€£¥]?\s?(?P<neg2>(?<=[$€£¥])-)?"
    rf"(?:(?P<mixed>\d+)\s+(?=\d+/\d))?"
    rf"(?P<whole>{_DIGITS})?(?P<point>\.\d+)?"
    r"(?:\s*/\s*(?P<below>\d+(?:\.\d+)?)(?![\d/]))?"
    r"(?:[eE](?P<exponent>[+-]?\d+)(?!\w)|\s*(?:\*|x|\\times|\\cdot)\s*10\s*(?:\^|\*\*)\s*\{?(?P<power>[+-]?\d+)\}?)?"
    r"(?:\s(?P<scale>thousand|million|billion)\b)?"
    r"\s?(?P<percent>%|percent\b)?"
)
_SCALES: Final = {None: 1, "thousand": 1000, "million": 10**6, "billion": 10**9}
_DIGIT_LIMIT: Final = 400  # a longer run of digits is no answer to a question of a benchmark
_POWER_LIMIT: Final = 400


class Number:
    """A value as it was written: its decimals and digits say how far it may have been rounded."""

    __slots__ = ("decimals", "digits", "percent", "text", "value")

    def __init__(self, value: Fraction, text: str, decimals: int, digits: int, percent: bool) -> None:
        self.value, self.text, self.decimals, self.digits, self.percent = value, text, decimals, digits, percent


def numbers_in(text: str) -> list[Number]:
    """All numbers of a plain text, in order."""
    text = _from_latex(text)
    return [number for match in NUMBER.finditer(text) if (number := _read(match)) is not None]


def _read(match: re.Match[str]) -> Number | None:
    whole, point = match["whole"] or "", match["point"] or ""
    digits = re.sub(r"[,_ ]", "", whole) + point.removeprefix(".")
    if not digits or len(digits) > _DIGIT_LIMIT:
        return None
    value = Fraction(int(digits), 10 ** max(0, len(point) - 1))
    if match["below"]:
        below = Fraction(match["below"])
        if not below:
            return None
        value /= below
    written = match["exponent"] or match["power"] or "0"
    power = int(written) if len(written) < 6 else _POWER_LIMIT + 1
    if abs(power) > _POWER_LIMIT:
        return None
    value *= Fraction(10) ** power * _SCALES[match["scale"]]
    if match["mixed"]:
        value += int(match["mixed"])
    if match["sign"] or match["neg2"]:
        value = -value
    exact = bool(match["below"] or power or match["scale"])
    decimals = 0 if exact else max(0, len(point) - 1)
    return Number(value, match[0].strip(), decimals, len(digits.lstrip("0")), bool(match["percent"]))


_LATEX: Final = (
    (re.compile(r"\\[dt]?frac\s*\{\s*(-?)([\d.,]+)\s*\}\s*\{\s*([\d.]+)\s*\}"), r" \1\2/\3"),
    (re.compile(r"\\[dt]?frac\s*(\d)\s*(\d)"), r" \1/\2"),
    (re.compile(r"\{,\}|\\,|\\!|\\;|\\ "), ","),
    (re.compile(r"\\text\s*\{[^{}]*\}|\\(?:left|right|displaystyle|mathrm|mbox)\b"), " "),
    (re.compile(r"\\([$%])"), r"\1"),
    (re.compile(r"-\s*\(\s*(\d[\d.,/ ]*)\)"), r"-\1"),
)


def _from_latex(text: str) -> str:
    for pattern, plainer in _LATEX:
        text = pattern.sub(plainer, text)
    text = re.sub(r",(?!\d{3}(?!\d))", ", ", text)  # a comma that separates, not one that groups
    return re.sub(r"(?<=\d)½", " 1/2", text).replace("½", "1/2").replace("¼", "1/4").replace("¾", "3/4")


def read_number(text: str) -> Number | None:
    """The number that a gold answer is."""
    text = re.sub(r"^(-?)\((.*)\)$", r"\1\2", plain(text).strip())
    found = numbers_in(text)
    return found[-1] if found else number_in_words_as(text)


def number_in_words_as(text: str) -> Number | None:
    """A number that is spelled out, as a Number."""
    value = number_in_words(text)
    return None if value is None else Number(Fraction(value), text[:80], 0, len(str(abs(value))), False)


def find_number(text: str) -> Number | None:
    """The answer of a text that should end in a number; None if there is none.

    In this order: the last \\boxed, the last statement of an answer (what follows its last `=`), the last number.
    """
    text = plain(text)
    boxed = last_boxed(text)
    if boxed:
        found = _of_statement(boxed)
        if found is not None:
            return found
    for said in statements(text):
        found = _of_statement(said)
        if found is not None:
            return found
    everywhere = numbers_in(text)
    return everywhere[-1] if everywhere else None


def _of_statement(said: str) -> Number | None:
    """The number that a statement gives: behind its last `=`, else its first; spelled out if it has no digits."""
    behind = said.rpartition("=")[2]
    found = numbers_in(behind) or numbers_in(said)
    return found[0] if found else number_in_words_as(said)


def same_number(found: Number, gold: Number, decimals: int | None = None) -> bool:
    """Whether an answer is the gold one. `decimals`: to how many the gold answer was rounded, where that is known."""
    values = [found.value, found.value / 100, found.value * 100] if found.percent != gold.percent else [found.value]
    if found.percent and not gold.percent:
        values = [found.value, found.value / 100]
    return any(_close(value, found, gold, decimals) for value in values)


def _close(value: Fraction, found: Number, gold: Number, decimals: int | None) -> bool:
    right = gold.value
    if value == right:
        return True
    if decimals is not None:
        return abs(value - right) * 2 <= Fraction(1, 10**decimals)
    if right.denominator == 1 and not gold.decimals:
        return False  # whole numbers are exact
    if abs(value - right) * 10**6 <= abs(right):
        return True
    if found.decimals >= 2 and found.digits >= 3 and abs(value - right) * 2 <= Fraction(1, 10**found.decimals):
        return True
    return gold.decimals >= 2 and gold.digits >= 3 and abs(value - right) * 2 <= Fraction(1, 10**gold.decimals)


def score_number(text: str, value: str, decimals: int | None = None) -> Scored:
    """An answer that should be this number."""
    gold = read_number(value)
    if gold is None:
        return Scored("fault", "", f"expected a number as the gold answer, got {value!r}")
    found = find_number(text)
    if found is None:
        return NONE
    return judged(same_number(found, gold, decimals), found.text, f"expected {value}")
