"""Mathematical answers, compared by math-verify: expressions, intervals, sets, matrices, equations."""

from __future__ import annotations

import re
import threading
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.scorers.boxed import last_boxed
from tracepile_hf.evaluation.scorers.numbers import numbers_in, read_number, same_number
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.stated import plain, stated

LIMIT: Final = 400  # characters of an expression; a longer one is no answer
SECONDS: Final = 5


def find_expression(text: str) -> str:
    """The answer of a text: the last \\boxed, the last statement, the last formula, the last number; else ""."""
    text = plain(text)
    boxed = last_boxed(text)
    if boxed:
        return boxed
    said = stated(text)
    if said:
        formula = re.search(r"\$([^$]+)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", said)
        if formula:
            return (formula[1] or formula[2] or formula[3]).strip()
        return re.sub(r"(?:\.\s.*|\.)$", "", said).strip()
    formulas = re.findall(r"\$([^$]+)\$", text)
    if formulas:
        return str(formulas[-1]).strip()
    numbers = numbers_in(text)
    return numbers[-1].text if numbers else ""


_DROPPED: Final = re.compile(
    r"\\(?:left|right|displaystyle|limits|!|,|;|:|\s)|\\(?:text|mbox|mathrm)\s*\{\s*(?:\w+\s*)?\}(?=$)|\\\$|\$|\\%|%|"
    r"\^\s*\{?\\circ\}?|\s|(?<=\d)\{,\}(?=\d{3})"
)


def _spelled(text: str) -> str:
    """One spelling of what may be spelled in several ways without a change of meaning."""
    text = re.sub(r"\\[dt]frac", r"\\frac", text)
    text = re.sub(r"\\frac\s*(\d)\s*(\d)", r"\\frac{\1}{\2}", text)
    text = re.sub(r"\\sqrt\s*(\w)", r"\\sqrt{\1}", text)
    text = re.sub(r"\\(?:text|mbox|mathrm|textbf)\s*\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return _DROPPED.sub("", text).rstrip(".").removeprefix("x=").removeprefix("y=").lower()


def same_expression(found: str, gold: str) -> bool:
    """Whether two answers are the same: as text, as numbers, or by math-verify, which simplifies."""
    if _spelled(found) == _spelled(gold):
        return True
    if len(found) > LIMIT:
        return False
    if _is_number(found) and _is_number(gold):
        one, other = read_number(found), read_number(gold)
        return one is not None and other is not None and same_number(one, other)
    return _verified(found, gold)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+\s\d.,%$/]*\d[\s.,%$]*", re.sub(r"\\[$%!,]", "", text)) is not None


def _verified(found: str, gold: str) -> bool:
    try:
        from math_verify import parse, verify
    except ImportError:
        raise InputError("math-verify", "none", "pip install 'tracepile-hf[eval]'") from None
    # its time limit is an alarm, which Python allows in the main thread only
    seconds = SECONDS if threading.current_thread() is threading.main_thread() else None
    read = [parse(f"${text.strip('$')}$", parsing_timeout=seconds, raise_on_error=False) for text in (gold, found)]
    return bool(verify(read[0], read[1], timeout_seconds=seconds, raise_on_error=False))


def score_expression(text: str, value: str) -> Scored:
    """An answer that should be this expression."""
    found = find_expression(text)
    if not found:
        return NONE
    return judged(same_expression(found, value), found, f"expected {value}")
