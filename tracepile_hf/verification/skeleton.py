"""Text as a skeleton at the speed of the regular expression engine: what texts are full of, taken in by one split.

`read_skeleton` reads what `atoms.read_atoms` reads. One pattern covers the usual atoms; where anything is left that
might be read otherwise (a bracket that is not closed, a fence, `Color.RED`), the careful reader of `atoms` reads the
whole text instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from string import ascii_letters, digits
from typing import Final, NamedTuple

from tracepile_hf.verification.atoms import (
    BARE,
    NAMED,
    OPENING,
    TICK,
    TUPLE_START,
    close,
    is_ordinary_bracket,
    looked_through,
    most_looked,
    read_atoms,
)  # fmt: skip

_DEPTH: Final = 6  # of brackets; deeper ones are for the careful reader
_MAX_ESCAPED: Final = 500  # quotes after a backslash: more of them might make the search go back again and again


def _inside(depth: int, plain: str) -> str:
    """What stands in brackets: plain characters, strings, and brackets in turn."""
    inner = f"(?:{_TEXT}|{_brackets(depth - 1)})" if depth > 1 else _TEXT
    return rf"{plain}(?:{inner}{plain})*"


def _brackets(depth: int) -> str:
    return rf"[\[({{]{_inside(depth, _OTHERS)}[\])}}]"


_SINGLE: Final = r"[^'\\\n]*(?:\\.[^'\\\n]*)*'"
_DOUBLE: Final = r'[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_TEXT: Final = f"""(?:'{_SINGLE}|"{_DOUBLE})"""
_OTHERS: Final = r"""[^\[\](){}`'"\n]*"""
_ITEM: Final = _inside(_DEPTH, r"""[^\[\](){}`'"\n,]*""")
_FRACTION: Final = r"(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?j?"
# The first character is taken by a set, so that the search runs over plain text at full speed, and then looked back at.
_ATOM: Final = (
    r"([`0-9'\"\[{(A-Z<-](?:"
    r"(?<=`)[^`\n]+`"
    rf"|(?<=[0-9])(?<![\w.].)(?<![\w.]-.)[0-9]*{_FRACTION}(?!\w)"
    rf"|(?<=-)(?<![\w.].)(?:[0-9]+{_FRACTION}|(?:inf|nan)j?)(?!\w)"
    rf"|(?<=')(?<!\w.){_SINGLE}"
    rf'|(?<=")(?<!\w.){_DOUBLE}'
    rf"|(?<=[\[{{]){_inside(_DEPTH, _OTHERS)}[\])}}]"
    rf"|(?<=\()(?:(?<=\w.){_inside(_DEPTH, _OTHERS)}\)"
    rf"|(?<!\w.)(?:\)|(?={TUPLE_START.pattern[2:]}){_ITEM}(?:,{_ITEM})+\)))"
    r"|(?<=[TFNE])(?<![\w.].)(?:(?<=T)rue|(?<=F)alse|(?<=N)one|(?<=E)llipsis|(?<=N)otImplemented|(?<=E)xception)\b(?!\()"
    rf"|(?<=[A-Z])(?<![\w.].)[\w.]*{NAMED}\b(?!\()"
    r"|(?<=[in])(?<![\w.].)(?<![\w.]-.)(?:(?<=i)nf|(?<=n)an)j?(?!\w)"
    r"|(?<=<)[A-Za-z_](?:[^<>\n`]|<[^<>\n`]*>)*>"
    "))"
)
_WITHOUT_INF: Final = re.compile(_ATOM)
_WITH_INF: Final = re.compile(_ATOM.replace("A-Z<-]", "A-Z<in-]", 1))
_LEFT: Final = re.compile(OPENING.pattern.replace(r"|\x01|\x02|\x03|\x04", ""))
_MAY_OPEN: Final = re.compile(r"[^\w\x01\s]|\d|\w[\w.]*\(|[A-Z]\w*\.")  # what may come after a tuple's bracket
_ENDINGS: Final = frozenset({"Error", "Warning", "Interrupt", "Exit", "Iteration"})  # alone they are plain words
_MAX_NAME: Final = 190
_IN_NAMES: Final = ascii_letters + digits + "_."
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_OTHER_KINDS: Final = {"(": re.compile(r"[\[\]{}]"), "[": re.compile("[(){}]"), "{": re.compile(r"[()\[\]]")}
_STRAY: Final = re.compile("[\x01\x02\x03\x04]")


class Skeleton(NamedTuple):
    """A text with one of `MARKS` for every atom; what the atoms hold, and where each begins and ends in the text."""

    text: str
    atoms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    source: str = ""  # the text itself
    place: Callable[[int], int] = (
        int  # a place of it as one of the text that was given, where that is spelled otherwise
    )


def read_skeleton(text: str) -> Skeleton:
    """The skeleton of `text`."""
    if "``" not in text and _STRAY.search(text) is None and text.count("\\'") + text.count('\\"') <= _MAX_ESCAPED:
        found = _split(text)
        if found is not None:
            return found
    skeleton, atoms = read_atoms(text)
    return Skeleton(
        skeleton, [atom.text for atom in atoms], [atom.start for atom in atoms], [atom.end for atom in atoms], text
    )


def _split(text: str) -> Skeleton | None:
    """None if some part of the text is for the careful reader."""
    pieces = (_WITH_INF if "inf" in text or "nan" in text else _WITHOUT_INF).split(text)
    found = pieces[1::2]
    if not _take_names(pieces, found):
        return None
    places = list(accumulate(map(len, pieces)))
    pieces[1::2] = [TICK if atom[0] == "`" else BARE for atom in found]
    skeleton = "".join(pieces)
    ends = places[1::2]
    if not _is_settled(skeleton, text, ends):
        return None
    atoms = [atom[1:-1].strip() if atom[0] == "`" else atom for atom in found]
    return Skeleton(skeleton, atoms, places[0::2], ends, text)


def _take_names(pieces: list[str], found: list[str]) -> bool:
    """Moves the name before a bracket, `Node` of `Node(3)`, into its atom. False where the careful reader is needed."""
    for number, atom in enumerate(found):
        if atom[0] not in "[({":
            continue
        if not _is_balanced(atom):
            return False
        before = pieces[2 * number]
        if not before and number and found[number - 1][-1] not in "`'\")]}>":
            return False
        if atom[0] == "(" and (before[-1:].isalnum() or before[-1:] == "_"):
            name = before[len(before.rstrip(_IN_NAMES)) :].lstrip(".")
            first = len(before) - len(name)
            if not 0 < len(name) < _MAX_NAME or name[0].isdigit() or before[first - 1 : first].isalnum():
                return False
            if first == 0 and number:
                return False
            pieces[2 * number] = before[:first]
            found[number] = pieces[2 * number + 1] = name + atom
    return True


def _is_settled(skeleton: str, text: str, ends: list[int]) -> bool:
    """Whether nothing between the atoms could be an atom, or the beginning of one."""
    looked = 0
    seen = _Seen(skeleton, ends)
    for found in _LEFT.finditer(skeleton):
        sign, place = found.group(), found.start()
        before = skeleton[place - 1 : place]
        after_word = before.isalnum() or before == "_"
        if sign == "(" and not after_word:
            if not _MAY_OPEN.match(skeleton, place + 1):
                continue
            here = seen.place(place)
            looked += looked_through(text, here, sign)
            if looked > most_looked(text) or not is_ordinary_bracket(text, here):
                return False
        elif sign in "'0123456789":
            if not after_word or (sign == "'" and before in "bB"):
                return False
        elif sign not in _ENDINGS or after_word:
            return False
    return True


class _Seen:
    """Where in the text places of its skeleton lie, asked from left to right: nothing is looked at twice."""

    def __init__(self, skeleton: str, ends: list[int]) -> None:
        self._skeleton, self._ends = skeleton, ends
        self._upto = self._atoms = 0
        self._last = -1  # where in the skeleton the last atom before it stands

    def place(self, place: int) -> int:
        """The place in the text of one in the skeleton, which lies no further left than the one before."""
        skeleton, start = self._skeleton, self._upto
        self._atoms += skeleton.count(TICK, start, place) + skeleton.count(BARE, start, place)
        self._last = max(self._last, skeleton.rfind(TICK, start, place), skeleton.rfind(BARE, start, place))
        self._upto = place
        return self._ends[self._atoms - 1] + place - self._last - 1 if self._atoms else place


def _is_balanced(atom: str) -> bool:
    """Whether every bracket is closed by its like; the pattern only counts them."""
    first = _CLOSING[atom[0]]
    if atom[-1] == first and _OTHER_KINDS[atom[0]].search(atom) is None:
        return True
    return close(atom, 0) == len(atom)
