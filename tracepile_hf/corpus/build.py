"""The main path: programs in, proved rows out.

    lots of items -> run, ask, narrate, prove (in workers) -> shards -> deduplicate, balance, cut -> Parquet, card

Same config, seed, programs and Python minor: same bytes, whatever the number of workers. Nothing leaves unproved, and
nothing is dropped silently: `ledger.json` counts every item that came in, `rejects.jsonl` keeps every one that left.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from tracepile_hf import __version__
from tracepile_hf.corpus.card import write_card
from tracepile_hf.corpus.configs import config_of, names_of, narrowed
from tracepile_hf.corpus.engine import Workplace, is_weak, run_lots
from tracepile_hf.corpus.ledger import Ledger
from tracepile_hf.corpus.lots import Lot, family_lots, program_lots
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.parquet import Entry, Shard, in_order, write_config
from tracepile_hf.corpus.rows import Row
from tracepile_hf.corpus.tables import write_figures
from tracepile_hf.errors import InputError
from tracepile_hf.execution import Limits
from tracepile_hf.quality.balance import chosen
from tracepile_hf.quality.dedup import duplicates
from tracepile_hf.questions import YES_NO
from tracepile_hf.records import Case
from tracepile_hf.sources.benchmarks import demand_names
from tracepile_hf.sources.hub import Harvest

SAMPLES: Final = 1000  # of a build for which no number is given
BUDGET_TOKENS: Final = 4096
LIMITS: Final = Limits(seconds=20.0, steps=20_000)
_ROUNDS: Final = 8  # how often a build may go back for items in place of those it dropped
Progress = Callable[[int, int], None]

log = logging.getLogger(__name__)


@dataclass
class _Made:
    """What the lots of a build left: their shards, and an index of their rows, read once."""

    balanced: bool  # whether rows are chosen so that answers cannot be guessed: not among somebody's own programs
    shards: list[tuple[int, Shard]] = field(default_factory=list)
    index: list[Entry] = field(default_factory=list)
    considered: int = 0
    taken: Harvest | None = None  # where the programs come from, with what was not taken there

    def add(self, first: int, shard: Shard) -> None:
        """A lot is done; `first` is the number of its first item."""
        self.shards.append((first, shard))
        self.index.extend(shard.index())

    def chosen(self, wanted: int) -> tuple[dict[int, str], dict[int, str]]:
        """Number -> split of the rows that stay, in order; number -> reason of those that do not."""
        repeated = duplicates((entry.asked.number, entry.key) for entry in self.index)
        left = [entry.asked for entry in self.index if entry.asked.number not in repeated]
        if self.balanced:
            staying, reasons = chosen(left, wanted, YES_NO)
        else:
            numbers = sorted(asked.number for asked in left)
            staying, reasons = numbers[:wanted], dict.fromkeys(numbers[wanted:], "surplus")
        splits = {entry.asked.number: entry.split for entry in self.index}
        return {number: splits[number] for number in staying}, reasons | dict.fromkeys(repeated, "duplicate")


def build(
    config: str,
    samples: int | None = None,
    seed: int = 0,
    out: str | Path = "tracepile",
    workers: int = 1,
    programs: Sequence[Sequence[Case]] | None = None,
    *,
    families: Sequence[str] = (),
    taken: Harvest | None = None,
    held_out: Sequence[str] = (),
    budget_tokens: int = BUDGET_TOKENS,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    allow_weak_jail: bool = False,
) -> Ledger:
    """Build one config into `out/<config>/` and write the card of `out`.

    `programs` (the cases of each, as `sources.jsonl.read_programs` gives them) take the place of the bundled families;
    then `samples` defaults to all of their cases. `taken` (from corpus/taking.py) are programs, too, with an account of
    the solutions that a set of other people's has beside them: ledger and rejects tell it. `families` narrows the
    config down to these, by name, or `clrs`. Programs of benchmarks and test splits are dropped, but for those named in
    `held_out` (sources/benchmarks.py).
    `progress(done, planned)` is called as items are finished.
    `allow_weak_jail` lets other people's programs run where neither seccomp nor namespaces are; ledger and card say so.
    Raises InputError for what was asked wrongly, CorpusError when a lot fails twice, SandboxError without a jail.
    """
    asked = narrowed(config_of(config), families)
    _demand(samples, workers, budget_tokens)
    demand_names(tuple(held_out))
    programs = programs if taken is None else taken.kept
    order = Order(asked, seed, budget_tokens, held_out=tuple(held_out))
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{config}-", dir=folder) as work:
        bundled = programs is None and asked.domains != ("extra",)  # the others are other people's code
        place = Workplace(Path(work), "trusted" if bundled else "default", limits, allow_weak_jail)
        if programs is None:
            wanted = samples or SAMPLES
            made = _make_families(order, place, wanted, workers, progress)
        else:
            wanted = samples or sum(map(len, programs))
            made = _make_programs(order, place, programs, wanted, workers, progress)
        ledger = Ledger(config, seed, wanted, only=list(families), held_out=list(held_out), policy=place.policy)
        ledger.python, ledger.version = _python(), __version__
        ledger.weak_jail = is_weak(place)
        made.taken = taken
        target = Path(work) / "built"
        target.mkdir()
        _finish(made, ledger, target)
        write_figures(target)
        final = folder / config
        if final.exists():
            shutil.rmtree(final)
        target.rename(final)
    write_card(folder)
    if ledger.kept < wanted:
        log.warning("%s: %d samples of %d; the ledger says why", config, ledger.kept, wanted)
    return ledger


def _demand(samples: int | None, workers: int, budget_tokens: int) -> None:
    for name, value in (("samples", samples), ("workers", workers), ("budget_tokens", budget_tokens)):
        if value is not None and value < 1:
            raise InputError("a number of at least 1", str(value), name)


def _python() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _make_families(order: Order, place: Workplace, wanted: int, workers: int, progress: Progress | None) -> _Made:
    """Rounds over the families until enough rows stay; each is planned from counts, so it is the same anywhere."""
    families = names_of(order.config)
    made = _Made(balanced=True)
    short = wanted
    for _ in range(_ROUNDS):
        first, last = made.considered, made.considered + short
        lots = family_lots(families, first, last, len(made.shards))
        _run(lots, order, place, workers, progress, first, last)
        for lot in lots:
            made.add(lot.start * lot.families + lot.position, Shard(place.folder, lot.number))
        made.considered = last
        kept = len(made.chosen(wanted)[0])
        if kept >= wanted or (kept == 0 and last >= 4 * len(families)):
            break
        # As many more as the share that stayed so far asks for, a little generously: a round too many costs more.
        short = min((wanted - kept) * last * 11 // (max(kept, 1) * 10) + 4, 4 * wanted)
    return made


def _make_programs(
    order: Order,
    place: Workplace,
    programs: Sequence[Sequence[Case]],
    wanted: int,
    workers: int,
    progress: Progress | None,
) -> _Made:
    lots = program_lots(programs)
    total = sum(lot.count for lot in lots)
    _run(lots, order, place, workers, progress, 0, total)
    made = _Made(balanced=False, considered=total)
    for lot in lots:
        made.add(lot.first, Shard(place.folder, lot.number))
    return made


def _run(
    lots: list[Lot], order: Order, place: Workplace, workers: int, progress: Progress | None, done: int, planned: int
) -> None:
    for lot in run_lots(lots, order, place, workers):
        done += lot.count
        if progress is not None:
            progress(done, planned)


def _finish(made: _Made, ledger: Ledger, target: Path) -> None:
    """The second pass: drop duplicates, what upsets the balance, and surplus; write rows, rejects and ledger."""
    split_of, reasons = made.chosen(ledger.asked)
    totals = {split: count for split in ("train", "validation", "test") if (count := _count(split_of, split))}
    ledger.considered = made.considered
    if made.taken is not None:
        ledger.taken_from, ledger.rows_read = made.taken.source, made.taken.rows
        ledger.considered += made.taken.dropped.total()
    digests = {split: sha256() for split in totals}
    with (target / "rejects.jsonl").open("w", encoding="utf-8") as rejects:
        rejects.writelines(_not_taken(made, ledger))
        for line in _rejected(made, ledger):
            rejects.write(line)

        def stays() -> Iterator[tuple[str, Row]]:
            for number, row in in_order(made.shards):
                split = split_of.get(number)
                if split is None:
                    reason = reasons[number]
                    ledger.drop(reason)
                    rejects.write(json.dumps({"number": number, "id": row["id"], "reason": reason}) + "\n")
                    continue
                ledger.keep(row, split)
                digests[split].update(row["digest"].encode())
                yield split, row

        write_config(target, stays(), totals)
    ledger.digest = sha256("".join(digest.hexdigest() for digest in digests.values()).encode()).hexdigest()
    ledger.write(target / "ledger.json")


def _count(split_of: dict[int, str], split: str) -> int:
    return sum(1 for found in split_of.values() if found == split)


def _not_taken(made: _Made, ledger: Ledger) -> Iterator[str]:
    """What the set had and was not taken, a line for a row and a reason; counted in the ledger."""
    for row, reason, count in made.taken.refused if made.taken is not None else ():
        ledger.drop("not_taken", reason, count)
        name = f"{ledger.taken_from}, row {row}"
        yield json.dumps({"id": name, "reason": "not_taken", "detail": reason, "solutions": count}) + "\n"


def _rejected(made: _Made, ledger: Ledger) -> Iterator[str]:
    """The lots' own rejects, by item number; counted in the ledger."""
    lines: list[tuple[int, str]] = []
    for _, shard in made.shards:
        for line in shard.rejects.read_text(encoding="utf-8").splitlines(keepends=True):
            record = json.loads(line)
            ledger.drop(record["reason"], record["detail"])
            lines.append((record["number"], line))
    yield from (line for _, line in sorted(lines))
