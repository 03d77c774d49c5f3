"""A skeleton cut into sentences, and sentences into the pieces whose readings do not depend on each other.

A full stop before a space ends a sentence, and so does every line's end. A piece ends at `: `, `; `, and at `, ` but
where a form of the grammar might go on beyond the comma: no form has a colon or a semicolon in it, and those with a
comma are listed here. So a piece is read without its sentence, and there are far fewer pieces than sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tracepile_hf.verification.atoms import BARE, MARKS, TICK
from tracepile_hf.verification.filling import Plan, plan_of, plan_of_whole
from tracepile_hf.verification.skeleton import Skeleton

BEFORE_COMMA: Final = ("then", "now", "next", "after that", "iteration", "iterations", "in total", "finally")
AFTER_COMMA: Final = (
    *("which", "is", "holds", "now", "equals", "evaluates", "has", "comes", "starts", "becomes", "stays", "remains"),
    *("still", "the loop"),
)  # fmt: skip
_ENDING: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][*_\)]))[ \t]+|[ \t]*\n\s*")
_END: Final = re.compile(r"([.!?\n](?:(?<=[.!?])[*_)]? +|(?<=\n)\s*))")
_IN_LIST: Final = f"{TICK}(?:,| and) {TICK}"  # "imports `a`, `b` and `c`": not the last one
_CUT: Final = re.compile(
    r"([,;:](?:"
    rf"(?<=,) (?!{_IN_LIST})(?=\S)"
    rf"(?i:{''.join(f'(?<!{words}, )' for words in BEFORE_COMMA)}(?!(?:{'|'.join(AFTER_COMMA)})\b))"
    rf"|(?<=[;:]) (?=\S)(?!(?<={TICK}: ){BARE})"
    r"))"
)
_UNUSUAL: Final = ("**", "__", "  ", " \n", "\n ")  # marks of format and spaces, which are taken out of whole sentences
_SPACES: Final = re.compile(r"[^\S\n ]")


class Sentence(NamedTuple):
    """A sentence as read. `first` counts the atoms before it, `offset` is its place in the text.

    `opens_line`: it stands at the beginning of a line.
    """

    plan: Plan
    first: int
    offset: int
    opens_line: bool


_made: Final[Callable[[type[Sentence], tuple[object, ...]], Sentence]] = tuple.__new__  # there are very many


def cut_sentences(skeleton: Skeleton) -> Iterator[Sentence]:
    """The sentences of a text."""
    text = skeleton.text
    if any(signs in text for signs in _UNUSUAL) or text[:1] == " " or text[-1:] == " " or _SPACES.search(text):
        return _whole_sentences(skeleton)
    return _cut_sentences(skeleton)


def _cut_sentences(skeleton: Skeleton) -> Iterator[Sentence]:
    """A sentence that opens a line is prefixed: a newline where what precedes is finished, a carriage return where it
    is not (then nothing at its start can be a list marker)."""
    ends = skeleton.ends
    cut = _END.split(skeleton.text)
    cut.append("\n")  # what ends the last sentence; nothing follows it
    first = offset = 0
    opening = "\n"
    for number in range(0, len(cut), 2):
        sentence, sign = cut[number], cut[number + 1]
        breaks = sign[0] == "\n"
        stop = "" if breaks else sign.rstrip(" ")
        key = f"{opening}{sentence}{stop}"
        whole = len(key) > len(opening)
        if whole:
            plan = plan_of(key, _pieces)
            yield _made(Sentence, (plan, first, offset, opening != ""))
            if plan.atoms:
                first += plan.atoms
                offset = ends[first - 1] + plan.beyond
            else:
                offset += plan.beyond
        offset += len(sign) - len(stop)
        opening = ""
        if breaks:
            finished = not whole or key[-1] in ".!?:" or sign.count("\n") > 1
            opening = "\n" if finished else "\r"


def _pieces(sentence: str) -> list[str]:
    cut = _CUT.split(sentence)
    return [cut[0], *map("".join, zip(cut[1::2], cut[2::2], strict=True))]


def _whole_sentences(skeleton: Skeleton) -> Iterator[Sentence]:
    text, ends = skeleton.text, skeleton.ends
    start = first = offset = 0
    prefix = "\n"
    breaks = [(found.start(), found.end()) for found in _ENDING.finditer(text)]
    for end, following in [*breaks, (len(text), len(text))]:
        piece = text[start:end]
        if piece:
            yield Sentence(plan_of_whole(prefix + piece), first, offset, prefix != "")
            count = sum(map(piece.count, MARKS))
            first += count
            last = max(map(piece.rfind, MARKS))
            offset = ends[first - 1] + len(piece) - last - 1 if count else offset + len(piece)
        gap = text[end:following]
        offset += len(gap)
        if "\n" not in gap:
            prefix = ""
        else:
            finished = not piece or piece[-1] in ".!?:" or gap.count("\n") > 1
            prefix = "\n" if finished else "\r"
        start = following
