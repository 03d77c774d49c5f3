"""Which items a build considers, cut into lots: runs of items of one family (or one program) that share their runs.

Items are numbered over all families in turn, so that the first N of them are spread evenly, whatever N is. A lot's
items depend on the build's seed and on nothing else: not on the other lots, the round, or the worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tracepile_hf.corpus import problems
from tracepile_hf.corpus.configs import Config, families_of, gym_of
from tracepile_hf.corpus.streams import stream
from tracepile_hf.families.family import Family
from tracepile_hf.records import TOLD_DOMAINS, Case, Run
from tracepile_hf.sources import gym

LOT_SIZE: Final = 32  # items of a family that share one compiled program and one child of the jail


@dataclass(frozen=True, slots=True)
class Item:
    """One candidate for a row: its number (the lowest wins among duplicates), its id, and its case.

    `drawn` is false if no input could be drawn: then the case has the program only.
    """

    number: int
    id: str
    case: Case
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Lot:
    """`count` items of one family from its `start`-th on; or, with `cases`, all items of one given program."""

    number: int
    name: str
    families: int  # how many families take turns: items are numbered start * families + position
    position: int
    start: int
    count: int
    cases: tuple[Case, ...] = ()
    first: int = 0  # number of the first case of a given program
    sizes: tuple[int, int] = (0, 0)  # of the cases, from and to; (0, 0): about the family's default size
    budget: int = 0  # tokens of a rationale, where it is less than the build's; 0: it is the build's


def family_lots(families: Sequence[str], first: int, last: int, number: int) -> list[Lot]:
    """The lots that hold items `first` to `last` (exclusive) of the families in turn; lot numbers start at `number`."""
    lots: list[Lot] = []
    width = len(families)
    for position, name in enumerate(families):
        start = max(0, -(-(first - position) // width))
        end = max(0, -(-(last - position) // width))
        while start < end:
            count = min(LOT_SIZE, end - start)
            lots.append(Lot(number + len(lots), name, width, position, start, count))
            start += count
    return lots


def program_lots(programs: Sequence[Sequence[Case]]) -> list[Lot]:
    """One lot a program; items are the cases, in the order of the file."""
    lots: list[Lot] = []
    first = 0
    for cases in programs:
        lots.append(Lot(len(lots), cases[0].program.id, 0, 0, 0, len(cases), tuple(cases), first))
        first += len(cases)
    return lots


def numbered_ids(lot: Lot) -> list[tuple[int, str]]:
    """Number and id of each item of a lot, nothing drawn."""
    if lot.cases:
        return [(lot.first + index, case.id) for index, case in enumerate(lot.cases)]
    numbers = range(lot.start, lot.start + lot.count)
    return [(number * lot.families + lot.position, f"{lot.name}/{number:06d}") for number in numbers]


def items_of(lot: Lot, config: Config, seed: int, run: Run) -> list[Item]:
    """The items of a lot, drawn from their own random streams; reasoning-gym's generators of inputs are `run`."""
    if lot.cases:
        return [Item(lot.first + index, case.id, case) for index, case in enumerate(lot.cases)]
    if config.domains == ("extra",):
        return _gym_items(lot, seed, run)
    family = families_of(config)[lot.name]
    return [
        Item(number * lot.families + lot.position, item, _item(family, seed, item, lot.sizes))
        for number in range(lot.start, lot.start + lot.count)
        for item in (f"{family.domain}/{family.name}/{number:06d}",)
    ]


def _item(family: Family, seed: int, item: str, sizes: tuple[int, int]) -> Case:
    """An item's case. The size of a problem in words has a stream of its own: its row tells it, to be drawn again."""
    if family.domain not in TOLD_DOMAINS:
        return _drawn(family, stream(seed, "case", item), sizes)
    low, high = _sizes(family, sizes)
    return problems.drawn(family.domain, family.name, seed, item, stream(seed, "size", item).randint(low, high))


def _gym_items(lot: Lot, seed: int, run: Run) -> list[Item]:
    generated = gym_of()[lot.name]
    found: list[Item] = []
    for number in range(lot.start, lot.start + lot.count):
        name = f"{lot.name}/{number:06d}"
        case = gym.draw(generated, stream(seed, "case", name).getrandbits(32), run)
        bare = Case(name, generated.program)
        found.append(Item(number * lot.families + lot.position, name, case or bare, case is not None))
    return found


def spare_cases(lot: Lot, config: Config, seed: int, count: int) -> list[Case]:
    """Further cases of a lot's family, which become no items: inputs on which rewrites are tried."""
    if lot.cases or config.domains == ("extra",):
        return []
    family = families_of(config)[lot.name]
    return [
        family.make(stream(seed, "gate", f"{family.domain}/{family.name}/{number}"), size)
        for number, size in enumerate([1, *[family.default_size] * (count - 1)])
    ]


def _drawn(family: Family, random: Random, sizes: tuple[int, int]) -> Case:
    """A case of a size between these, or of about the family's default size."""
    return family.make(random, random.randint(*_sizes(family, sizes)))


def _sizes(family: Family, sizes: tuple[int, int]) -> tuple[int, int]:
    low = sizes[0] or max(1, family.default_size * 2 // 3)
    return low, min(family.max_size, max(low, sizes[1] or family.default_size * 4 // 3))
