"""What a sentence's skeleton claims, whatever its values: read once, filled in for every sentence like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeVar

from tracepile_hf.verification.atoms import BARE, JUNK, MARKS, TICK
from tracepile_hf.verification.grammar import FOLD, OPENERS, PROSE, RECAP_OPENING, RECAPS, Grammar, compile_forms
from tracepile_hf.verification.vocabulary import (
    FOLLOWERS,
    HARMLESS_SIGNS,
    QUOTERS,
    QUOTING_PAIRS,
    SIGNS,
    WORD,
    is_plain,
)

Stage = int | tuple[int | str, ...]  # an atom by its number in the sentence, or a stage written out: 5 + 3
Chain = tuple[Stage, ...]
Slot = int | Chain | str | None  # an atom, a chain or list of atoms, a captured word, or nothing


Place = tuple[int, int]  # (atoms before it, characters after the last of them)


class Part(NamedTuple):
    """One claim of a template, and where it begins and ends."""

    kind: str
    mode: str
    slots: tuple[Slot, ...]
    start: Place
    end: Place


class Leftover(NamedTuple):
    """A word or an atom that no claim took in. `atom` is its number in the sentence, -1 for a word.

    Words are all telling: the harmless ones are left out. Of an expression in backticks `word` is "quoted" where what
    stands before it only quotes (`checks`, `runs`), so that it is not said to hold.
    """

    word: str
    atom: int
    mark: str
    start: Place
    telling: bool


class Lead(NamedTuple):
    """A wording that is harmless only where one of `kinds` stands in its sentence: after it, or (`anywhere`) at all."""

    leftover: Leftover
    kinds: frozenset[str]
    anywhere: bool


class Template(NamedTuple):
    """Everything that can be known about a piece of a sentence from its skeleton."""

    parts: tuple[Part, ...]
    leftovers: tuple[Leftover, ...]
    leads: tuple[Lead, ...]  # those that no part of this template makes harmless
    kinds: frozenset[str]  # of the parts
    marker: int  # atom that numbers a list item, -1 if none
    atoms: int  # how many there are
    beyond: int  # characters after the last of them
    is_whole: bool  # a recap or a fold: its sentence has to be read as one


_PLAIN: Final = compile_forms(PROSE)
_OPENERS: Final = compile_forms(OPENERS)
_FOLD: Final = compile_forms(FOLD)
_RECAPS: Final = compile_forms(RECAPS)
_FORMAT: Final = re.compile(
    r"(?<![^\s(\[])(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)(?=[\s.,;:)!?\]]|$)|(?<=\s)\s+|^\s+|\s+$"
)
_BULLET: Final = re.compile(r"(?:#{1,6} |> )*(?:[-*+•] )?")
_NUMBERED: Final = re.compile(r"(\x02)(?:[.)] |[.)]$)")
_ATOM: Final = re.compile(f"[{MARKS}]")
_LEFT: Final = re.compile(rf"[{MARKS}]|{WORD.pattern}|[^\w\s\x05,.;:]")
_VALUED: Final = frozenset(
    {"value", "change", "comparison", "membership", "element", "return", "yield", "raise", "print", "input", "call"}
    | {"fold_change", "fold_values", "fold_always", "fold_never", "fold_calls", "recap_end"}
)
T = TypeVar("T")
_CAPACITY: Final = 20_000
_LONGEST: Final = 2_000  # characters of a skeleton that is remembered

_pieces: dict[str, Template] = {}


def template_of_piece(piece: str) -> Template:
    """The template of a piece of a sentence, with what precedes it: the prefix of the sentence, or `, `, `; `, `: `."""
    found = _pieces.get(piece)
    if found is None:
        begins = piece[:2] not in (", ", "; ", ": ")
        found = remember(_pieces, piece, _Reader(piece, "" if begins else piece[:2]).read())
    return found


def remember(known: dict[str, T], skeleton: str, found: T) -> T:
    """Keeps what was read of a skeleton, unless that is long; forgets everything when it is too much."""
    if len(known) >= _CAPACITY:
        known.clear()
    if len(skeleton) <= _LONGEST:
        known[skeleton] = found
    return found


def template_of_whole(skeleton: str) -> Template:
    """The template of a sentence as it stands."""
    return _Reader(skeleton).read()


class _Reader:
    """Reads one skeleton: normalises it, finds the forms, looks at what is left.

    `lead`: the signs at its beginning that end the piece of the sentence before it; no claim is read in them.
    """

    def __init__(self, skeleton: str, lead: str = "") -> None:
        opens_line = skeleton.startswith(("\n", "\r"))
        self.begin = len(lead)
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
        self.shown = shown  # as written
        shown_flat = shown.replace("\t", " ")
        self.text = shown_flat.lower() if shown.isascii() else "".join(map(_lower, shown_flat))
        self.parts: list[Part] = []
        self.value_ends: set[int] = set()

    def _without_marker(self, shown: str, numbered: bool) -> str:
        found = _BULLET.match(shown)
        cut = found.end() if found else 0
        number = _NUMBERED.match(shown, cut) if numbered else None
        if number is not None:
            self.marker = self._atoms_before(number.start())
            cut = number.end()
        self.places = self.places[cut:]
        return shown[cut:]

    def read(self) -> Template:
        fold = not self.begin and _OPENERS.match(self.text, 0) is not None
        recap = not self.begin and not fold and RECAP_OPENING.match(self.text) is not None
        taken = self._fold() if fold else self._take(_RECAPS if recap else _PLAIN, self.text)
        whole = fold or recap
        parts = tuple(part for part in self.parts if part.kind not in ("lead", "none"))
        kinds = frozenset(part.kind for part in parts)
        atoms, beyond = self.counts[-1]
        leads, leftovers = tuple(self._idle_leads()), tuple(self._leftovers(taken))
        return Template(parts, leftovers, leads, kinds, self.marker, atoms, beyond, whole)

    def _idle_leads(self) -> Iterator[Lead]:
        """Wordings that would say something but for a claim in their sentence, where none stands in this piece."""
        for number, part in enumerate(self.parts):
            if part.kind == "lead" and part.mode:
                anywhere = part.mode.startswith("*")
                kinds = frozenset(part.mode.lstrip("*").split())
                near = self.parts if anywhere else self.parts[number + 1 :]
                if kinds.isdisjoint(other.kind for other in near):
                    yield Lead(Leftover(part.mode.lstrip("*"), -1, "", part.start, True), kinds, anywhere)

    def _fold(self) -> str:
        return self._take(_FOLD, self._take(_OPENERS, self.text))

    def _take(self, grammar: Grammar, text: str) -> str:
        """Adds the parts found in `text`; gives the text with everything taken blanked out."""
        rest = []
        done = 0
        at = self.begin
        while (found := grammar.search(text, at)) is not None:
            number, inner = found
            start, end = self._trimmed(inner)
            self._add(grammar, number, inner, start, end)
            rest.append(text[done:start])
            rest.append("\x05" * (end - start))
            done = end
            at = max(end, inner.start() + 1)
        rest.append(text[done:])
        return "".join(rest)

    @staticmethod
    def _trimmed(found: re.Match[str]) -> tuple[int, int]:
        """The match without the brackets of the prose around it: `(x = 5)` ends in one bracket too many."""
        start, end = found.span()
        text = found.group()
        while text.endswith(")") and text.count(")") > text.count("("):
            text, end = text[:-1], end - 1
        while text.startswith("(") and text.count("(") > text.count(")"):
            text, start = text[1:], start + 1
        return start, end

    def _add(self, grammar: Grammar, number: int, found: re.Match[str], start: int, end: int) -> None:
        form = grammar.forms[number]
        if form.kind in _VALUED and self.text[end - 1] in MARKS:
            self.value_ends.add(end)
        slots: list[Slot] = []
        for group in range(1, (found.re.groups or 0) + 1):
            first, last = found.span(group)
            slots.append(None if first < 0 else self._slot(max(first, start), min(last, end)))
        self.parts.append(Part(form.kind, form.mode, tuple(slots), self._position(start), self._position(end)))

    def _slot(self, first: int, last: int) -> Slot:
        text = self.text[first:last]
        if text in (TICK, BARE):
            return self._atoms_before(first)
        if not _ATOM.search(text):
            return text
        if "," in text or " and " in text:
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

    def _leftovers(self, taken: str) -> list[Leftover]:
        found: list[Leftover] = []
        for match in _LEFT.finditer(taken):
            sign = match.group()
            if sign in MARKS:
                count, beyond = self._position(match.start())
                lead = "quoted" if self._is_quoting(match.start()) else ""
                found.append(Leftover(lead, count, sign, (count, beyond), sign in (BARE, JUNK)))
            elif WORD.match(sign):
                follows = match.start() - 1 in self.value_ends and taken[match.start() - 1] == " "
                if not (sign in FOLLOWERS if follows else is_plain(sign)):
                    word = self.shown[match.start() : match.end()]
                    found.append(Leftover(word, -1, "", self._position(match.start()), True))
            elif SIGNS.match(sign) or not (sign.isascii() or sign in HARMLESS_SIGNS):
                found.append(Leftover(sign, -1, "", self._position(match.start()), True))
        return found

    def _is_quoting(self, place: int) -> bool:
        words = self.text[max(0, place - 80) : place].split()[-2:]
        return (
            bool(words)
            and self.text[place - 1 : place] == " "
            and (words[-1] in QUOTERS or tuple(words) in QUOTING_PAIRS)
        )

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
