"""What a sentence claims, put together from the templates of its pieces, ready to be filled in with its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple, cast

from tracepile_hf.verification.reading.production import START
from tracepile_hf.verification.templates import (
    Chain,
    Leftover,
    Part,
    Place,
    Slot,
    Stage,
    Template,
    remember,
    template_of_piece,
    template_of_whole,
)  # fmt: skip

Value = str | tuple[str, ...] | None  # a slot filled in: a text, the stages of a chain, or nothing
Pool = tuple[Value, ...]


class Form(NamedTuple):
    """A part as it is filled in: `fetch` takes its slots out of its sentence's pool."""

    kind: str
    mode: str
    fetch: Callable[[Pool], Pool]
    start: Place
    end: Place


class Plan(NamedTuple):
    """What a sentence claims, ready to be filled in: its pool is its atoms, then `words`, then what `chains` make."""

    forms: tuple[Form, ...]
    leftovers: tuple[Leftover, ...]
    words: tuple[str | None, ...]
    chains: tuple[Callable[[Pool], tuple[str, ...]], ...]
    marker: int  # atom that numbers a list item, -1 if none
    atoms: int
    beyond: int  # characters after the last atom

    def pool(self, atoms: Sequence[str]) -> Pool:
        """Everything that slots of this sentence may hold."""
        pool: Pool = (*atoms, *self.words)
        return (*pool, *[chain(pool) for chain in self.chains]) if self.chains else pool


_whole: dict[str, Plan] = {}
_cut: dict[str, Plan] = {}


def plan_of_whole(skeleton: str) -> Plan:
    """What a sentence claims (with the prefix that `sentences` gives it), read as it stands."""
    return _whole.get(skeleton) or remember(_whole, skeleton, _joined([template_of_whole(skeleton)]))


def plan_of(skeleton: str, cut: Callable[[str], list[str]]) -> Plan:
    """The same, read by the pieces that `cut` gives, each from where the one before it ended, if that goes."""
    found = _cut.get(skeleton)
    if found is None:
        pieces = cut(skeleton)
        templates: list[Template] = []
        state = START
        for number, piece in enumerate(pieces):
            template = template_of_piece(piece, state, number == len(pieces) - 1)
            templates.append(template)
            state = template.state
            if not state:
                break
        found = remember(_cut, skeleton, _joined(templates) if state else plan_of_whole(skeleton))
    return found


def _joined(templates: list[Template]) -> Plan:
    """The pieces of a sentence as one: their atoms and places counted from its beginning."""
    leftovers: list[Leftover] = []
    parts: list[Part] = []
    here: Place = (0, 0)
    for template in templates:
        leftovers += [Leftover(*[_after(here, place) for place in left]) for left in template.leftovers]
        parts += [_moved_part(part, here) for part in template.parts]
        here = _after(here, (template.atoms, template.beyond))
    return _plan(parts, tuple(leftovers), templates[0].marker, here)


def _after(here: Place, place: Place) -> Place:
    """A place of a piece that begins `here`, as a place of the sentence."""
    return (here[0] + place[0], place[1]) if place[0] else (here[0], here[1] + place[1])


def _moved_part(part: Part, here: Place) -> Part:
    slots = tuple([_moved_slot(slot, here[0]) for slot in part.slots])
    return Part(part.kind, part.mode, slots, _after(here, part.start), _after(here, part.end))


def _moved_slot(slot: Slot, atoms: int) -> Slot:
    if isinstance(slot, int):
        return slot + atoms
    if isinstance(slot, tuple):
        return tuple([_moved_stage(stage, atoms) for stage in slot])
    return slot


def _moved_stage(stage: Stage, atoms: int) -> Stage:
    if isinstance(stage, int):
        return stage + atoms
    return tuple([piece + atoms if isinstance(piece, int) else piece for piece in stage])


def _plan(parts: list[Part], leftovers: tuple[Leftover, ...], marker: int, end: Place) -> Plan:
    slots = dict.fromkeys(slot for part in parts for slot in part.slots)
    words = [slot for slot in slots if slot is None or isinstance(slot, str)]
    chains = [slot for slot in slots if isinstance(slot, tuple)]
    places: dict[Slot, int] = {slot: end[0] + number for number, slot in enumerate([*words, *chains])}
    forms = [
        Form(
            part.kind,
            part.mode,
            _taking([slot if isinstance(slot, int) else places[slot] for slot in part.slots]),
            part.start,
            part.end,
        )
        for part in parts
    ]
    return Plan(tuple(forms), leftovers, tuple(words), tuple(map(_chain, chains)), marker, *end)


def _taking(places: list[int]) -> Callable[[Pool], Pool]:
    """Takes what lies at some places of a pool."""
    if len(places) < 2:
        return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))
    return itemgetter(*places)


def _chain(chain: Chain) -> Callable[[Pool], tuple[str, ...]]:
    """Puts a chain together from the atoms of a pool."""
    stages = [stage for stage in chain if isinstance(stage, int)]
    if len(stages) == len(chain):
        return cast(Callable[[Pool], tuple[str, ...]], _taking(stages))
    return lambda pool: tuple([_stage(stage, pool) for stage in chain])


def _stage(stage: Stage, pool: Pool) -> str:
    if isinstance(stage, int):
        return cast(str, pool[stage])
    return "".join([piece if isinstance(piece, str) else cast(str, pool[piece]) for piece in stage])
