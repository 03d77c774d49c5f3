"""What a sentence's skeleton claims, whatever its values: derived once, filled in for every sentence like it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, TypeVar

from tracepile_hf.verification.atoms import BARE, MARKS, TICK
from tracepile_hf.verification.reading.engine import Found
from tracepile_hf.verification.reading.grammar import GRAMMAR
from tracepile_hf.verification.reading.production import START

Stage = int | tuple[int | str, ...]  # an atom by its number in the sentence, or a stage written out: 5 + 3
Chain = tuple[Stage, ...]
Slot = int | Chain | str | None  # an atom, a chain or list of atoms, a captured word, or nothing


Place = tuple[int, int]  # (atoms before it, characters after the last of them)


class Word(str):
    """A word of the sentence that a production captured: `rises`, `not`. It is no text of an atom."""

    __slots__ = ()


class Part(NamedTuple):
    """One claim of a template, and where it begins and ends."""

    kind: str
    mode: str
    slots: tuple[Slot, ...]
    start: Place
    end: Place


class Leftover(NamedTuple):
    """What could not be derived: from where to where, and how far the derivation went."""

    start: Place
    end: Place
    stuck: Place


class Template(NamedTuple):
    """Everything that can be known about a sentence, or a piece of one, from its skeleton."""

    parts: tuple[Part, ...]
    leftovers: tuple[Leftover, ...]
    state: str  # the state of the grammar at its end; empty: it was not derived
    marker: int  # atom that numbers a list item, -1 if none
    atoms: int  # how many there are
    beyond: int  # characters after the last of them


_FORMAT: Final = re.compile(
    r"(?<![^\s(\[])(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)(?=[\s.,;:)!?\]]|$)|(?<=\s)\s+|^\s+|\s+$"
)
_BULLET: Final = re.compile(r"(?:#{1,6} |> )*(?:[-*+•] )?")
_NUMBERED: Final = re.compile(r"[Ss]tep (\x02)[.):]?(?: |$)|(\x02)(?:[.)] |[.)]$)")
_LISTED: Final = re.compile(r",| and | then | finally |->|=>|→|⟶|⇒")
_ATOM: Final = re.compile(f"[{MARKS}]")
T = TypeVar("T")
_CAPACITY: Final = 20_000
_LONGEST: Final = 2_000  # characters of a skeleton that is remembered

_pieces: dict[tuple[str, str], Template] = {}


def template_of_piece(piece: str, state: str, last: bool) -> Template:
    """The template of a piece of a sentence that is read in a state; the first with the prefix of its sentence."""
    key = (piece + "\0" if last else piece, state)
    found = _pieces.get(key)
    if found is None:
        found = remember(_pieces, key, _Reader(piece, state != START).read(state, last))
    return found


K = TypeVar("K", str, tuple[str, str])


def remember(known: dict[K, T], skeleton: K, found: T) -> T:
    """Keeps what was read of a skeleton, unless that is long; forgets everything when it is too much."""
    if len(known) >= _CAPACITY:
        known.clear()
    if len(str(skeleton)) <= _LONGEST:
        known[skeleton] = found
    return found


def template_of_whole(skeleton: str) -> Template:
    """The template of a sentence as it stands."""
    return _Reader(skeleton).read(START, True)


class _Reader:
    """Reads one skeleton: takes marks of format out, derives it, and finds its places in the text again."""

    def __init__(self, skeleton: str, goes_on: bool = False) -> None:
        opens_line = not goes_on and skeleton.startswith(("\n", "\r"))
        self.raw = skeleton[1:] if opens_line else skeleton
        self.counts = _counts(self.raw)
        self.places: list[int] | range = range(len(self.raw))
        shown = self.raw
        if _FORMAT.search(shown):
            dropped = {place for found in _FORMAT.finditer(shown) for place in range(*found.span())}
            self.places = [place for place in self.places if place not in dropped]
            shown = "".join([self.raw[place] for place in self.places])
        self.marker = -1
        if opens_line:
            shown = self._without_marker(shown, numbered=skeleton[0] == "\n")
        shown_flat = shown.replace("\t", " ")
        self.text = shown_flat.lower() if shown.isascii() else "".join(map(_lower, shown_flat))

    def _without_marker(self, shown: str, numbered: bool) -> str:
        found = _BULLET.match(shown)
        cut = found.end() if found else 0
        number = _NUMBERED.match(shown, cut) if numbered else None
        if number is not None:
            self.marker = self._atoms_before(number.start(number.lastindex or 1))
            cut = number.end()
        self.places = self.places[cut:]
        return shown[cut:]

    def read(self, state: str, whole: bool) -> Template:
        atoms, beyond = self.counts[-1]
        if not self.text:
            return Template((), (), state, self.marker, atoms, beyond)
        derived = GRAMMAR.derive(self.text, 0, state, whole)
        if not derived.state:
            places = self._position(0), self.counts[-1], self._position(derived.place)
            return Template((), (Leftover(*places),), "", self.marker, atoms, beyond)
        parts = tuple([self._part(found) for found in derived.found if found.production.kind])
        return Template(parts, (), derived.state, self.marker, atoms, beyond)

    def _part(self, found: Found) -> Part:
        production, match = found
        slots: list[Slot] = []
        for group in range(1, (match.re.groups or 0) + 1):
            first, last = match.span(group)
            slots.append(None if first < 0 else self._slot(first, last))
        start, end = match.span()
        return Part(production.kind, production.mode, tuple(slots), self._position(start), self._position(end))

    def _slot(self, first: int, last: int) -> Slot:
        text = self.text[first:last]
        if text in (TICK, BARE):
            return self._atoms_before(first)
        if not _ATOM.search(text):
            return Word(text.strip())
        if _LISTED.search(text) is not None:
            return tuple(self._atoms_before(first + found.start()) for found in _ATOM.finditer(text))
        chain: list[Stage] = []
        for stage in text.split(" = "):
            chain.append(self._stage(first, first + len(stage)))
            first += len(stage) + 3
        return tuple(chain)

    def _stage(self, first: int, last: int) -> Stage:
        pieces: list[int | str] = []
        for found in re.finditer(rf"[{MARKS}]|[^{MARKS}]+", self.text[first:last]):
            sign = found.group()
            pieces.append(self._atoms_before(first + found.start()) if sign in MARKS else sign)
        return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], int) else tuple(pieces)

    def _atoms_before(self, place: int) -> int:
        return self._position(place)[0]

    def _position(self, place: int) -> tuple[int, int]:
        """(atoms before a place of the shown text, characters after the last of them), counted in the raw skeleton."""
        if place < len(self.places):
            return self.counts[self.places[place]]
        return self.counts[self.places[-1] + 1 if self.places else 0]


def _lower(sign: str) -> str:
    return sign.lower() if sign.isascii() else sign  # the lower case of some letters is longer


def _counts(raw: str) -> list[tuple[int, int]]:
    """For every place of a skeleton: the atoms before it and the characters after the last of them."""
    found = [(0, 0)]
    atoms = beyond = 0
    for sign in raw:
        if sign in MARKS:
            atoms, beyond = atoms + 1, 0
        else:
            beyond += 1
        found.append((atoms, beyond))
    return found
