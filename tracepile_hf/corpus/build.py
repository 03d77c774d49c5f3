"""The main path: programs in, proved rows out.

    lots of items -> run, ask, narrate, prove (in workers) -> shards -> deduplicate, balance, cut -> Parquet, card

Same config, seed, programs and Python minor: same bytes, whatever the number of workers. Nothing leaves unproved, and
nothing is dropped silently: `ledger.json` counts every item that came in, `rejects.jsonl` keeps every one that left.

Shards stay in a hidden folder of `out` until all is done: a build that was ended, in whatever way, goes on where it
stopped when it is asked for again.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tracepile_hf import __version__
from tracepile_hf.corpus import purity, repeats
from tracepile_hf.corpus.card import write_card
from tracepile_hf.corpus.configs import config_of, names_of, narrowed
from tracepile_hf.corpus.fingerprint import made_by, python_minor
from tracepile_hf.corpus.ledger import Ledger
from tracepile_hf.corpus.lots import Lot, family_lots, numbered_ids, program_lots
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.parquet import IndexEntry, Shard, in_order, write_config
from tracepile_hf.corpus.parts import Part, alike, discard, held, part_folders, working_folder
from tracepile_hf.corpus.pictures import write_pictures
from tracepile_hf.corpus.raw import write_traces
from tracepile_hf.corpus.rows import Row
from tracepile_hf.corpus.running import BuildSite, cluster, is_weak, local, made_from, make_lots, title
from tracepile_hf.corpus.shaping import Shape, pilot, shape_for
from tracepile_hf.corpus.tables import write_figures
from tracepile_hf.corpus.target import demand_free, place
from tracepile_hf.engine import Engine
from tracepile_hf.engine.shards import Unfinished
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.execution import Limits, Witness
from tracepile_hf.quality import minhash
from tracepile_hf.quality.balance import chosen
from tracepile_hf.quality.decontamination import Index
from tracepile_hf.quality.minhash import Cluster
from tracepile_hf.quality.tokenizer import tokenizer
from tracepile_hf.questions import YES_NO
from tracepile_hf.records import Case, Run
from tracepile_hf.sources.benchmarks import demand_names
from tracepile_hf.sources.hub import Harvest
from tracepile_hf.tokens import CONVERSATION, TEMPLATE

SAMPLES: Final = 1000  # of a build for which no number is given
BUDGET_TOKENS: Final = 4096
LIMITS: Final = Limits(seconds=20.0, steps=20_000)
_FIRST: Final = 8  # the share of a build with a target of length that its first round is: an eighth
_ROUNDS: Final = 8  # how often a build may go back for items in place of those it dropped
Progress = Callable[[int, int], None]

log = logging.getLogger(__name__)


@dataclass
class _Made:
    """What the lots of a build left: their shards, and an index of their rows, read once."""

    balanced: bool  # whether rows are chosen so that answers cannot be guessed: not among somebody's own programs
    shards: list[tuple[int, Shard]] = field(default_factory=list)
    index: list[IndexEntry] = field(default_factory=list)
    lost: list[Lot] = field(default_factory=list)
    considered: int = 0
    taken: Harvest | None = None  # where the programs come from, with what was not taken there
    lots: Sequence[Lot] = ()  # of given programs, in order: what near copies are looked for among
    near: Sequence[Cluster] = ()  # of them

    def add(self, first: int, shard: Shard) -> None:
        """A lot is done; `first` is the number of its first item."""
        self.shards.append((first, shard))
        self.index.extend(shard.index())

    def chosen(self, wanted: int) -> tuple[dict[int, str], dict[int, str]]:
        """Number -> split of the rows that stay, in order; number -> reason of those that do not."""
        repeated = dict.fromkeys(repeats.same(self.index), "duplicate") | self.near_copies()
        left = [entry.asked for entry in self.index if entry.asked.number not in repeated]
        if self.balanced:
            staying, reasons = chosen(left, wanted, YES_NO)
        else:
            numbers = sorted(asked.number for asked in left)
            staying, reasons = numbers[:wanted], dict.fromkeys(numbers[wanted:], "surplus")
        splits = {entry.asked.number: entry.split for entry in self.index}
        return {number: splits[number] for number in staying}, reasons | repeated

    def near_copies(self) -> dict[int, str]:
        """Number -> reason of the rows of programs that are near copies of one before them."""
        lots = [self.lots[place] for cluster in self.near for place in cluster.others]
        gone = {number for lot in lots for number in range(lot.first, lot.first + lot.count)}
        return {entry.asked.number: "near_duplicate" for entry in self.index if entry.asked.number in gone}


@dataclass
class _Making:
    """Makes lots into shards, those that are not there yet."""

    engine: Engine[Run]
    order: Order
    unfinished: Unfinished
    progress: Progress
    strict: bool
    part: Part | None = None  # whose lots alone are made
    beside: Sequence[Path] = ()  # where other parts of the same build left theirs

    def make(self, lots: Sequence[Lot], done: int, planned: int) -> list[Lot]:
        """Those lots of these that were lost; the others have a shard now. `done` items of `planned` were before."""
        left = [lot for lot in lots if not self.shard(lot).is_done(made_from(lot, self.unfinished.digest))]
        others = [lot for lot in left if self.part is not None and not self.part.holds(lot.number)]
        left = [lot for lot in left if self.part is None or self.part.holds(lot.number)]
        lots = [lot for lot in lots if self.part is None or self.part.holds(lot.number)]
        if len(left) < len(lots):
            log.info("going on: %d of %d lots were done", len(lots) - len(left), len(lots))
        done += sum(lot.count for lot in lots) - sum(lot.count for lot in left)
        self.progress(done, planned)
        lost: list[Lot] = []
        folder = self.unfinished.folder
        for lot, why in make_lots(self.engine, left, self.order, folder, self.unfinished.digest):
            if why and self.strict:
                raise CorpusError(f"{title(lot)} failed: {why}")
            if why:
                log.warning("%s is left out: %s", title(lot), why)
                lost.append(lot)
            done += lot.count
            self.progress(done, planned)
        if others or (self.part is not None and lost):
            raise _Others(sum(lot.count for lot in lost))
        return lost

    def shard(self, lot: Lot) -> Shard:
        """What a lot leaves, or has left beside this build."""
        for folder in self.beside:
            if (found := Shard(folder, lot.number)).is_done(made_from(lot, self.unfinished.digest)):
                return found
        return Shard(self.unfinished.folder, lot.number)


class _Others(Exception):
    """Lots of other parts are missing: this one can do no more. Holds how many items of its own were lost."""

    def __init__(self, lost: int) -> None:
        super().__init__(lost)
        self.lost = lost


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
    max_tokens: int = CONVERSATION,
    tokenizer_of: str | None = None,
    target_tokens: int = 0,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    allow_weak_jail: bool = False,
    witness: Witness | None = None,
    strict: bool = False,
    restart: bool = False,
    references: Index | None = None,
    not_compared: Sequence[str] = (),
    part: Part | None = None,
    on_ray: bool = False,
    address: str | None = None,
    with_traces: bool = False,
    then: Callable[[Ledger], None] | None = None,
) -> Ledger:
    """Build one config into `out/<config>/` and write the card of `out`.

    `programs` (the cases of each, as `sources.jsonl.read_programs` gives them) take the place of the bundled families;
    then `samples` defaults to all of their cases. `taken` (from corpus/taking.py) are programs, too, with an account of
    the solutions that a set of other people's has beside them: ledger and rejects tell it. `families` narrows the
    config down to these, by name, or `clrs`. Programs of benchmarks and test splits are dropped, but for those named in
    `held_out` (sources/benchmarks.py).
    A rationale has at most `budget_tokens`, a conversation `max_tokens` with what a chat template adds; `tokenizer_of`
    (a folder, or a model on the Hub) counts them exactly, else they are estimated (tokens.py). `target_tokens`: their
    mean, by the size of cases and how much of a run is told (corpus/shaping.py).
    `progress(done, planned)` is called as items are finished.
    `allow_weak_jail` lets other people's programs run where neither seccomp nor namespaces are; ledger and card say so.
    `witness`: of which cases there is a run of another kind (docs/trace.md): all of other people's sets by default, one
    a program of the bundled families and of your own.
    A lot whose worker is lost again and again is left out and counted as `lost`, or ends the build if `strict`.
    `references`: benchmarks, indexed: what of them stands in a program, in its input or in what is asked is dropped as
    `contaminated`, and told benchmark by benchmark; `not_compared` names those that were not at hand.
    `part`: only the lots of that part are made, in a folder of its own; the ledger counts lost items alone then, and a
    build without it joins them (corpus/parts.py). `on_ray`: lots are made on a Ray cluster (engine/ray_data.py).
    `with_traces`: the raw runs of the rows stand beside them as a second config (corpus/raw.py).
    `restart` discards what an unfinished build of the config left in `out`. `then` is called with the ledger when rows
    and card are in place: until it returns, the build counts as unfinished.
    Raises InputError for what was asked wrongly, and where something that is not ours is in the way; CorpusError when a
    lot fails twice or nothing can be written; SandboxError without a jail; Busy while another process builds there.
    """
    asked = narrowed(config_of(config), families)
    _demand(samples, workers, budget_tokens)
    if max_tokens <= TEMPLATE:
        raise InputError(
            f"more than the {TEMPLATE} tokens that a chat template may take", str(max_tokens), "max_tokens"
        )
    counted = tokenizer(tokenizer_of)
    demand_names(tuple(held_out))
    programs = programs if taken is None else taken.kept
    folder = Path(out)
    order = Order(asked, seed, budget_tokens, held_out=tuple(held_out), max_tokens=max_tokens, tokenizer=counted)
    order = replace(order, target_tokens=target_tokens)
    if references is not None:
        order = replace(order, references=str((working_folder(folder, config, part) / "references").resolve()))
    demand_free(folder, config)
    if target_tokens and (programs is not None or asked.domains == ("extra",)):
        raise InputError("bundled families, whose cases can be larger", "other programs", "--target-tokens")
    bundled = programs is None and asked.domains != ("extra",)  # the others are other people's code
    ours = bundled or (programs is not None and taken is None)
    site = BuildSite(
        "trusted" if bundled else "default", limits, allow_weak_jail, witness or ("program" if ours else "all")
    )
    wanted = samples or (SAMPLES if programs is None else sum(map(len, programs)))
    ledger = Ledger(config, seed, wanted, only=list(families), held_out=list(held_out), policy=site.policy)
    ledger.witness = site.witness
    ledger.python, ledger.version = python_minor(), __version__
    ledger.tokenizer, ledger.max_tokens, ledger.budget_tokens = counted.name, max_tokens, budget_tokens
    ledger.target_tokens = target_tokens
    ledger.near_duplicates = "" if programs is None else repeats.looked_for()
    if references is not None:
        ledger.benchmarks.update(references.benchmarks)
        ledger.not_compared = list(not_compared)
    inputs = _inputs(order, wanted, programs, site) | {"benchmarks": references.digest if references else ""}
    unfinished = Unfinished(working_folder(folder, config, part), inputs, restart=restart)
    parts = [path for path in part_folders(folder, config) if path != unfinished.folder]
    if restart and part is None:
        discard(parts)
    beside = alike(parts, inputs)
    hands = cluster(workers, site, address) if on_ray else local(workers, site)
    try:
        with unfinished, held([] if part else beside), hands as engine:
            if references is not None:
                references.save(Path(order.references))
            making = _Making(engine, order, unfinished, progress or _silent, strict, part, beside)
            made = _make_families(making, wanted) if programs is None else _make_programs(making, programs)
            if part is not None:
                return ledger
            ledger.weak_jail = is_weak(site)
            made.taken = taken
            _finish(made, ledger, unfinished.folder / "built", folder / config, engine if with_traces else None)
            write_card(folder)
            if then is not None:
                then(ledger)
            if not made.lost:
                unfinished.remove()
                discard(beside)
    except _Others as end:
        ledger.dropped["lost"] += end.lost
        return ledger
    except OSError as error:
        said = os.strerror(error.errno) if error.errno else str(error)
        kept = "; what is finished stays there" if unfinished.done() else ""
        raise CorpusError(f"expected to write into {out}, got {said}{kept}") from error
    if ledger.kept < wanted:
        log.warning("%s: %d samples of %d; the ledger says why", config, ledger.kept, wanted)
    return ledger


def _silent(done: int, planned: int) -> None:
    pass


def _inputs(order: Order, wanted: int, programs: Sequence[Sequence[Case]] | None, site: BuildSite) -> dict[str, str]:
    """Everything that shards hang on, by name, as an unfinished build writes it down."""
    given = "bundled" if programs is None else sha256(repr([tuple(cases) for cases in programs]).encode()).hexdigest()
    return {
        "config": order.config.name,
        "seed": str(order.seed),
        "samples": str(wanted),
        "programs": given,
        "families": ",".join(order.config.only),
        "held out": ",".join(order.held_out),
        "budget": str(order.budget_tokens),
        "conversation": str(order.max_tokens),
        "tokenizer": str(order.tokenizer),
        "target": str(order.target_tokens),
        "limits": repr(site.limits),
        "witness": site.witness,
        "policy": site.policy + (", weak jail allowed" if site.allow_weak_jail else ""),
        **made_by(),
    }


def _demand(samples: int | None, workers: int, budget_tokens: int) -> None:
    for name, value in (("samples", samples), ("workers", workers), ("budget_tokens", budget_tokens)):
        if value is not None and value < 1:
            raise InputError("a number of at least 1", str(value), name)


def _make_families(making: _Making, wanted: int) -> _Made:
    """Rounds over the families until enough rows stay; each is planned from counts, so it is the same anywhere."""
    families: Sequence[str] = names_of(making.order.config)
    made = _Made(balanced=True)
    short, number = wanted, 0
    shape: Shape | None = None
    if target := making.order.target_tokens:
        shape = shape_for(pilot(making.engine, families, making.order), target, making.order)
        families = list(shape.sizes)
        short = min(wanted, max(wanted // _FIRST, 2 * len(families)))  # what these come to corrects the others
    for _ in range(_ROUNDS):
        first, last = made.considered, made.considered + short
        lots = family_lots(families, first, last, number)
        if shape is not None:
            lots = [shape.shaped(lot) for lot in lots]
        made.lost += making.make(lots, first, last)
        for lot in lots:
            if lot not in made.lost:
                made.add(lot.start * lot.families + lot.position, making.shard(lot))
        made.considered = last
        number += len(lots)
        kept = len(made.chosen(wanted)[0])
        if kept >= wanted or (kept == 0 and last >= 4 * len(families)):
            break
        if shape is not None:
            mean = sum(entry.tokens for entry in made.index) / max(len(made.index), 1)
            shape = shape.corrected(target, mean, kept / wanted)
        # As many more as the share that stayed so far asks for, a little generously: a round too many costs more.
        short = min((wanted - kept) * last * 11 // (max(kept, 1) * 10) + 4, 4 * wanted)
    return made


def _make_programs(making: _Making, programs: Sequence[Sequence[Case]]) -> _Made:
    lots = program_lots(programs)
    total = sum(lot.count for lot in lots)
    lost = {lot.number: lot for lot in making.make(lots, 0, total)}
    made = _Made(balanced=False, lost=list(lost.values()), considered=total)
    for lot in lots:
        if lot.number not in lost:
            made.add(lot.first, making.shard(lot))
    if minhash.available():
        repeated = repeats.same(made.index)
        made.lots = lots
        made.near = repeats.near(lots, (n for entry in made.index if (n := entry.asked.number) not in repeated))
    elif len(lots) > 1:
        log.warning("near copies among the programs are %s", repeats.NOT_LOOKED_FOR)
    return made


def _finish(made: _Made, ledger: Ledger, target: Path, final: Path, traced_by: Engine[Run] | None = None) -> None:
    """The second pass: write rows, rejects, ledger and figures into `target`, then put them where they belong."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    _write(made, ledger, target)
    if traced_by is not None:
        ledger.traces = write_traces(target, traced_by)
        ledger.write(target / "ledger.json")
    write_figures(target)
    write_pictures(target, ledger)
    place(target, final)


def _write(made: _Made, ledger: Ledger, target: Path) -> None:
    """Drop duplicates, what upsets the balance, and surplus; write rows, rejects and ledger."""
    split_of, reasons = made.chosen(ledger.asked)
    totals = {split: count for split in ("train", "validation", "test") if (count := _count(split_of, split))}
    ledger.considered = made.considered
    if made.taken is not None:
        ledger.taken_from, ledger.rows_read = made.taken.source, made.taken.rows
        ledger.considered += made.taken.dropped.total()
    digests = {split: sha256() for split in totals}
    repeated = repeats.same(made.index)
    named = {*repeated, *repeated.values()}
    ids: dict[int, str] = {}
    contaminated: list[Mapping[str, Any]] = []
    with (target / "rejects.jsonl").open("w", encoding="utf-8") as rejects:
        rejects.writelines(_not_taken(made, ledger))
        for line in _rejected(made, ledger):
            rejects.write(line)
            if '"contaminated"' in line and (record := json.loads(line))["reason"] == "contaminated":
                contaminated.append(record)

        def stays() -> Iterator[tuple[str, Row]]:
            for number, row in in_order(made.shards):
                if number in named:
                    ids[number] = row["id"]
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
    repeats.write_report(target / repeats.FILE, repeated, ids, made.near, made.lots)
    if ledger.benchmarks:
        purity.write_report(target / purity.FILE, ledger.benchmarks, ledger.not_compared, contaminated)
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
    """The lots' own rejects, and the items of lots that were lost, by item number; counted in the ledger."""
    lines: list[tuple[int, str]] = []
    for lot in made.lost:
        for number, name in numbered_ids(lot):
            ledger.drop("lost")
            lines.append((number, json.dumps({"number": number, "id": name, "reason": "lost"}) + "\n"))
    for _, shard in made.shards:
        for line in shard.rejects.read_text(encoding="utf-8").splitlines(keepends=True):
            record = json.loads(line)
            ledger.drop(record["reason"], record["detail"])
            lines.append((record["number"], line))
    yield from (line for _, line in sorted(lines))
