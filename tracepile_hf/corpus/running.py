"""Lots through the engine: each made into a shard by a worker with a jail of its own.

What comes out does not depend on how many workers there are. A lot that fails for a reason of the machine (the jail,
the wall clock) is tried once more, and then ends the build; one whose worker is lost is the engine's to try again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from tracepile_hf.corpus.lots import Lot
from tracepile_hf.corpus.making import make_lot
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.parquet import Shard
from tracepile_hf.engine import Done, Engine, Local, Piece
from tracepile_hf.engine.ray_data import Ray
from tracepile_hf.errors import CorpusError, SandboxError
from tracepile_hf.execution import Limits, Policy, Tracer, Witness
from tracepile_hf.records import Case, Program, Run, Trace


@dataclass(frozen=True, slots=True)
class BuildSite:
    """How lots are run: nothing in here may change what a row holds."""

    policy: Policy
    limits: Limits
    allow_weak_jail: bool = False
    witness: Witness = "program"


@contextmanager
def running(
    policy: Policy, limits: Limits, allow_weak_jail: bool = False, witness: Witness = "program"
) -> Iterator[Run]:
    """A `run(program, cases)` with a jail of its own."""
    with _little_collected(), Tracer(policy=policy, allow_weak_jail=allow_weak_jail, witness=witness) as tracer:

        def run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
            return tracer.run(program, cases, limits=limits)

        yield run


@contextmanager
def _little_collected() -> Iterator[None]:
    """The garbage collector looks rarely: lots leave trees of records, hardly a cycle, and looking costs a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def crew(
    workers: int, policy: Policy, limits: Limits, allow_weak_jail: bool = False, witness: Witness = "program"
) -> Local[Run]:
    """An engine each of whose workers has a jail."""
    return Local(workers, partial(running, policy, limits, allow_weak_jail, witness))


def local(workers: int, place: BuildSite) -> Local[Run]:
    """The same for lots."""
    return crew(workers, place.policy, place.limits, place.allow_weak_jail, place.witness)


def cluster(workers: int, place: BuildSite, address: str | None) -> Ray[Run]:
    """The same on a Ray cluster; see engine.ray_data.Ray."""
    return Ray(workers, partial(running, place.policy, place.limits, place.allow_weak_jail, place.witness), address)


def make_lots(
    engine: Engine[Run], lots: Sequence[Lot], order: Order, folder: Path, inputs: str
) -> Iterator[tuple[Lot, str]]:
    """Make every lot into a shard in `folder`; each lot when it is through, in any order, and why it was lost, or "".

    `inputs`: the digest of what the build is made from. Raises CorpusError if a lot fails twice by itself.
    """
    items = [Piece(title(lot), lot) for lot in lots]
    for result in engine.run(partial(_store, order=order, folder=folder, inputs=inputs), items):
        yield result.piece.given, "" if isinstance(result, Done) else str(result)


def title(lot: Lot) -> str:
    """What messages call a lot."""
    return f"lot {lot.number} ({lot.name})"


def made_from(lot: Lot, inputs: str) -> str:
    """What a lot's shard hangs on: the build's inputs, and which of its items they are."""
    own = (lot.number, lot.name, lot.families, lot.position, lot.start, lot.count, lot.first, lot.sizes, lot.budget)
    return sha256(f"{inputs} {own}".encode()).hexdigest()


def _store(run: Run, lot: Lot, order: Order, folder: Path, inputs: str) -> None:
    shard = Shard(folder, lot.number)
    if shard.is_done(made_from(lot, inputs)):
        return  # by a worker that was lost after that, with a lot behind it
    try:
        made = make_lot(lot, order, run)
    except (CorpusError, SandboxError):
        try:
            made = make_lot(lot, order, run)
        except (CorpusError, SandboxError) as error:
            raise CorpusError(f"{title(lot)} failed: {error}") from error
    shard.write(*made, made_from(lot, inputs))


def is_weak(place: BuildSite) -> bool:
    """Whether programs run in a jail that is too weak for the policy, because that was allowed."""
    if not place.allow_weak_jail:
        return False
    with Tracer(policy=place.policy, allow_weak_jail=True) as tracer:
        return tracer.weak()
