"""Options and labels: the letter or the words that an answer chooses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from tracepile_hf.evaluation.scorers.boxed import last_boxed
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.stated import plain, statements
from tracepile_hf.evaluation.scorers.words import bare

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WRAPPED: Final = r"[(\[{\"'`]*\s*(?:\\text(?:bf)?\{)?\s*[(]?([A-Za-z])\b[)\]}]*"
_CHOSEN: Final = re.compile(
    r"\b(?:choose|pick|select|go with|choosing)\s+(?:option\s+|choice\s+)?[(\[]?([A-Z])\b|"
    r"(?:^|[.\n]\s*|\b[Oo]ption\s+|\b[Cc]hoice\s+)[(\[]?([A-Z])[)\]]?\s+is\s+(?:the\s+)?(?:correct|right|best|true)\b"
)
_SURE: Final = re.compile(r"[(\[]([A-Z])[)\]](?!\w)")
_LINE: Final = re.compile(rf"^\s*(?:option|choice)?\s*{_WRAPPED}[.:)]?(?:\s+(.*))?$", re.IGNORECASE)


def find_letter(text: str, options: Sequence[str]) -> str | None:
    """The letter of the option that a text chooses; None if it chooses none.

    In this order: \\boxed, [[A]], what is stated (its letter, or an option's own words), a letter alone at the text's
    beginning or end, the last letter in brackets.
    """
    text = plain(text)
    letters = LETTERS[: len(options)]
    boxed = last_boxed(text) or "".join(re.findall(r"\[\[\s*([^\[\]]*?)\s*\]\]", text)[-1:])
    for said in (boxed, *statements(text)):
        if said:
            if _is_torn(said, letters):
                return None
            found = _letter_of(said, letters) or _option_of(said, options)
            if found:
                return found
    lines = [line for line in text.splitlines() if line.strip()]
    for line in [*lines[-1:], *lines[:1]]:
        match = _LINE.match(line)
        if match and _named(match[1], letters) and _says(match[2] or "", options[letters.index(match[1].upper())]):
            return match[1].upper()
    chosen = [one or other for one, other in _CHOSEN.findall(text) if (one or other) in letters]
    if chosen:
        return str(chosen[-1])
    sure = [letter for letter in _SURE.findall(_without_options(text)) if letter in letters]
    if sure:
        return str(sure[-1])
    return _option_of(lines[-1], options, whole=True) if lines else None


def _named(letter: str, letters: str) -> bool:
    return letter.upper() in letters


def _without_options(text: str) -> str:
    """The text without options that it lists again: two or more lines that begin with a letter in brackets."""
    listed = re.findall(r"^\s*\([A-Z]\)\s.*$", text, re.MULTILINE)
    return re.sub(r"^\s*\([A-Z]\)\s.*$", " ", text, flags=re.MULTILINE) if len(listed) > 1 else text


def _says(rest: str, option: str) -> bool:
    """Whether what follows a letter is nothing, or the option's own words."""
    return not re.search(r"\w", rest) or bare(rest).startswith(bare(option) or " ")


def _is_torn(said: str, letters: str) -> bool:
    """`A or B`, `(A) and (C)`: a statement that chooses twice chooses nothing."""
    return re.match(rf"\W*[{letters}]\W*\s(?:or|and)\s\W*[{letters}]\b", said) is not None


def _letter_of(said: str, letters: str) -> str | None:
    """The letter at a statement's beginning, or the only one in brackets in it."""
    said = re.sub(
        r"^(?:(?:the|is|most likely|probably)\s+)*(?:option|choice|letter)?[\s:]*", "", said, flags=re.IGNORECASE
    )
    match = re.match(rf"{_WRAPPED}(?=$|[\s.,:;)\]}}\"'`*])", said)
    if match and _named(match[1], letters):
        alone = match[1].isupper() or match.end() >= len(said.rstrip(" .")) or said[0] in "(["
        following = said[match.end() :].lstrip()
        if (
            alone
            and not re.match(r"(?:or|and)\b", following)
            and not (match[1] in "AI" and re.match(r"[a-z]", following))
        ):
            return match[1].upper()
    sure = set(_SURE.findall(said)) & set(letters)
    return sure.pop() if len(sure) == 1 else None


def _option_of(said: str, options: Sequence[str], whole: bool = False) -> str | None:
    """The letter of the option whose words these are; of several that are found in them, the longest, if it is one."""
    words = bare(said)
    if not words:
        return None
    spelled = [bare(option) for option in options]
    same = [place for place, option in enumerate(spelled) if option == words]
    if len(same) == 1:
        return LETTERS[same[0]]
    if whole:
        return None
    inside = [
        p for p, option in enumerate(spelled) if option and re.search(rf"(?<![\w:]){re.escape(option)}(?![\w:])", words)
    ]
    longest = [p for p in inside if not any(spelled[p] in spelled[q] and p != q for q in inside)]
    return LETTERS[longest[0]] if len(longest) == 1 else None


def score_choice(text: str, options: Sequence[str], answer: int) -> Scored:
    """An answer that should be the option at this place."""
    found = find_letter(text, options)
    return NONE if found is None else judged(found == LETTERS[answer], found, f"expected {LETTERS[answer]}")


def score_option_text(text: str, options: Sequence[str], answer: int) -> Scored:
    """An answer that should say this option's own words: no letters were shown."""
    text = plain(text)
    lines = [line for line in text.splitlines() if line.strip()]
    found = None
    for said in (last_boxed(text), *statements(text), lines[-1] if lines else ""):
        found = _option_of(said, options) if said else None
        if found:
            break
    if not found:
        return NONE
    place = LETTERS.index(found)
    return judged(place == answer, options[place], f"expected {options[answer]}")


_MEANT: Final[Mapping[str, Sequence[str]]] = {
    "Yes": ("yes", "true", "correct"),
    "No": ("no", "false", "incorrect"),
    "entailment": ("entailment", "entailed", "true", "yes"),
    "not entailment": (
        "not entailment", "not entailed", "no entailment", "non-entailment", "not an entailment", "not true", "false",
        "no",
    ),
}  # fmt: skip


def find_label(text: str, labels: Sequence[str]) -> str | None:
    """The label that a text chooses: as stated, else at the beginning of its first line or alone on its last."""
    text = plain(text)
    for part in (last_boxed(text), *statements(text)):
        if part:
            found = _label_in(part, labels)
            if found:
                return found
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    last = lines[-1].rstrip(".!").rpartition(". ")[2]
    return _label_at(lines[0], labels) or _label_at(last, labels, whole=True)


def _label_at(line: str, labels: Sequence[str], whole: bool = False) -> str | None:
    line = re.sub(r"^[\W_]+", "", line.lower())
    for word, label in _words_of(labels):
        if re.match(rf"{re.escape(word)}(?!\w)", line) and (not whole or not line[len(word) :].strip(" .!\"')")):
            return None if re.match(r"\s*(?:or|and|/)\s", line[len(word) :]) else label
    return None


def _label_in(said: str, labels: Sequence[str]) -> str | None:
    """The label that a statement begins with, else the only one that it has."""
    at = _label_at(said, labels)
    if at:
        return at
    rest, seen = said.lower(), set()
    for word, label in _words_of(labels):
        rest, count = re.subn(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", rest)
        if count:
            seen.add(label)
    return seen.pop() if len(seen) == 1 else None


def _words_of(labels: Sequence[str]) -> list[tuple[str, str]]:
    """Every word for a label, the longest first: `not entailment` before `entailment`."""
    pairs = [(word, label) for label in labels for word in _MEANT.get(label, (label.lower(),))]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def score_label(text: str, labels: Sequence[str], answer: str) -> Scored:
    """An answer that should be this label."""
    found = find_label(text, labels)
    return NONE if found is None else judged(found == answer, found, f"expected {answer}")
