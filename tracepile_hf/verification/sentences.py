"""A skeleton cut into sentences, and sentences into the pieces whose readings do not depend on each other.

A full stop before a space ends a sentence, and so does every line's end. A piece ends at `: `, `; `, and at `, ` but
where a form of the grammar might go on beyond the comma: no form has a colon or a semicolon in it, and those with a
comma are listed here. So a piece is read without its sentence, and there are far fewer pieces than sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tracepile_hf.verification.atoms import MARKS
from tracepile_hf.verification.skeleton import Skeleton
from tracepile_hf.verification.templates import Leftover, Template, template_of, template_of_piece

BEFORE_COMMA: Final = ("then", "now", "next", "after that", "iteration", "iterations", "in total", "finally")
AFTER_COMMA: Final = (
    *("which", "is", "holds", "now", "equals", "evaluates", "has", "comes", "starts", "becomes", "stays", "remains"),
    *("still", "the loop"),
)  # fmt: skip
_ENDING: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][*_\)]))[ \t]+|[ \t]*\n\s*")
_CUT: Final = re.compile(
    r"([.!?\n,;:](?:"
    rf"(?<=,) (?=\S)(?i:{''.join(f'(?<!{words}, )' for words in BEFORE_COMMA)}(?!(?:{'|'.join(AFTER_COMMA)})\b))"
    r"|(?<=[;:]) (?=\S)"
    r"|(?<=[.!?])[*_)]? +"
    r"|(?<=\n)\s*"
    "))"
)
_UNUSUAL: Final = ("**", "__", "  ", " \n", "\n ")  # marks of format and spaces, which are taken out of whole sentences
_SPACES: Final = re.compile(r"[^\S\n ]")


class Piece(NamedTuple):
    """A sentence, or a part of one, as read. `first` counts the atoms before it, `offset` is its place in the text."""

    template: Template
    first: int
    offset: int


class Sentence(NamedTuple):
    """The pieces of a sentence. `opens_line`: it stands at the beginning of a line."""

    pieces: list[Piece]
    opens_line: bool

    def idle(self) -> Iterator[tuple[Piece, Leftover]]:
        """Wordings that say something but for a claim that their sentence does not make."""
        for number, piece in enumerate(self.pieces):
            for lead in piece.template.leads:
                near = self.pieces if lead.anywhere else self.pieces[number + 1 :]
                if all(lead.kinds.isdisjoint(other.template.kinds) for other in near):
                    yield piece, lead.leftover


def read_pieces(skeleton: Skeleton) -> Iterator[Sentence]:
    """The sentences of a text."""
    text = skeleton.text
    if any(signs in text for signs in _UNUSUAL) or text[:1] == " " or text[-1:] == " " or _SPACES.search(text):
        return _whole_sentences(skeleton)
    return _cut_sentences(skeleton)


def _cut_sentences(skeleton: Skeleton) -> Iterator[Sentence]:
    """A sentence that opens a line is prefixed: a newline where what precedes is finished, a carriage return where it
    is not (then nothing at its start can be a list marker)."""
    ends = skeleton.ends
    cut = _CUT.split(skeleton.text)
    cut.append("\n")  # what ends the last sentence; nothing follows it
    first = offset = 0
    lead = opening = "\n"
    pieces: list[Piece] = []
    keys: list[str] = []
    for number in range(0, len(cut), 2):
        piece, sign = cut[number], cut[number + 1]
        inside = sign[0] in ",;:"
        stop = "" if inside or sign[0] == "\n" else sign.rstrip(" ")
        key = f"{lead}{piece}{stop}"
        template = template_of_piece(key)
        pieces.append(Piece(template, first, offset))
        keys.append(key)
        if template.atoms:
            first += template.atoms
            offset = ends[first - 1] + template.beyond
        else:
            offset += template.beyond
        if inside:
            lead = sign
            continue
        whole = len(key) > len(opening) or len(keys) > 1
        if whole:
            if pieces[0].template.is_whole and len(keys) > 1:
                pieces = [Piece(template_of("".join(keys)), pieces[0].first, pieces[0].offset)]
            yield Sentence(pieces, opening != "")
        offset += len(sign) - len(stop)
        opening = ""
        if sign[0] == "\n":
            finished = not whole or key[-1] in ".!?:" or sign.count("\n") > 1
            opening = "\n" if finished else "\r"
        lead = opening
        pieces, keys = [], []


def _whole_sentences(skeleton: Skeleton) -> Iterator[Sentence]:
    text, ends = skeleton.text, skeleton.ends
    start = first = offset = 0
    prefix = "\n"
    breaks = [(found.start(), found.end()) for found in _ENDING.finditer(text)]
    for end, following in [*breaks, (len(text), len(text))]:
        piece = text[start:end]
        if piece:
            yield Sentence([Piece(template_of(prefix + piece), first, offset)], prefix != "")
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
