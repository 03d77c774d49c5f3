"""Sentences that are not derived whole, cut at their joints: for lenient reading, which judges what it can read.

What holds a denial, a condition or another time is left as it is: a part of such a sentence may say the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tracepile_hf.verification.bare import Found, reread
from tracepile_hf.verification.claims import Read, Remainder, statements_of
from tracepile_hf.verification.filling import plan_of_whole
from tracepile_hf.verification.sentences import Sentence
from tracepile_hf.verification.skeleton import Skeleton, read_skeleton

_JOINT: Final = re.compile(
    r"(?:(?<=[,;:)])|(?<=[,;:]\*\*)) +| (?=\()|(?<=\s)(?:->|→|=>|⇒|–|—|-) "
    r"|,? (?:and|so|because|since|but|which|where|while|then) "
)
_OTHERWISE: Final = re.compile(
    r"\b(?:not|no|never|none|nor|without|unless|if|would|could|should|instead|otherwise|before|until|except|neither"
    r"|suppose|assume|wrong|incorrect|false that|unlike)\b|n't\b",
    re.IGNORECASE,
)
_MINUS: Final = re.compile(r"[\w\])] - [\d(]|[\d\])] - \w")  # a sign of arithmetic
LONGEST: Final = 4_000


def read_pieces(left: Remainder, names: frozenset[str], opens_line: bool) -> Iterator[Read]:
    """The readable parts of a sentence as sentences of their own, and the rest of it."""
    start, end = left.raw
    whole = left.skeleton
    raw = whole.source[start:end]
    if len(raw) > LONGEST or _OTHERWISE.search(_words(raw)) is not None:
        yield Read([], [left], "", opens_line)
        return
    for first, last in _parts(raw):
        found = _derived(whole, start + first, start + last, names, opens_line)
        if found is None:
            place = whole.place(start + first), whole.place(start + last)
            piece = Remainder(raw[first:last], place, place[0], (start + first, start + last), whole)
            yield Read([], [piece], "", opens_line)
        else:
            yield Read(statements_of(*found), [], "", opens_line)
        opens_line = False


def _words(raw: str) -> str:
    """The words of a sentence without what stands in backticks and strings."""
    return read_skeleton(raw).text


def _parts(raw: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a sentence begin and end; nothing inside of values and code is a joint."""
    skeleton = read_skeleton(raw)
    covered = list(zip(skeleton.starts, skeleton.ends, strict=False))
    begin = 0
    for found in _JOINT.finditer(raw):
        if any(first < found.end() and found.start() < last for first, last in covered):
            continue
        if found.group().strip() == "-" and _MINUS.search(raw, max(found.start() - 4, 0), found.end() + 2) is not None:
            continue
        if raw[begin : found.start()].strip(" ,;:.*_()"):
            yield _trimmed(raw, begin, found.start())
        begin = found.end()
    if raw[begin:].strip(" ,;:.*_()"):
        yield _trimmed(raw, begin, len(raw))


def _trimmed(raw: str, first: int, last: int) -> tuple[int, int]:
    while first < last and raw[first] in " ,;:.*_(":
        first += 1
    while last > first and raw[last - 1] in " ,;:.*_":
        last -= 1
    if raw[last - 1] == ")" and raw[first:last].count(")") > raw[first:last].count("("):
        last -= 1
    return first, last


def _derived(whole: Skeleton, start: int, end: int, names: frozenset[str], opens_line: bool) -> Found | None:
    raw = whole.source[start:end]
    skeleton = read_skeleton(raw)
    plan = plan_of_whole(skeleton.text)
    if not plan.leftovers:
        starts = [start + place for place in skeleton.starts]
        ends = [start + place for place in skeleton.ends]
        return Found(
            Sentence(plan, 0, start, opens_line),
            Skeleton(skeleton.text, skeleton.atoms, starts, ends, whole.source, whole.place),
        )
    return reread(whole, start, end, names, opens_line)
