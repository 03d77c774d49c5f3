"""The engine of several machines: Ray Data, with an actor a core that opens once what the work needs.

A machine that is lost takes with it what its actors held; Ray gives that to others. Work that leaves its results on a
disk that all machines share, and looks there first (corpus/running.py does), repeats nothing that was finished.

Not covered: a piece that ends its process each time. Ray tries it over and over on other actors; the local engine gives
it up and says so.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Generic

from tracepile_hf.engine.base import Done, Function, Given, Held, Lost, Made, Opens, Piece
from tracepile_hf.errors import EngineError, InputError, TracepileError

_BLOCKS: Final = 16  # an actor, so that the last ones are not waited for long
_PIECES: Final = 8  # in a block at most


class Ray(Generic[Held]):
    """Runs pieces in `workers` actors of a Ray cluster. Use it as a context."""

    def __init__(self, workers: int, opens: Opens[Held], address: str | None = None) -> None:
        """`address`: of a running cluster ("auto": the one of this machine); None: one is started here.

        Raises InputError when Ray is not installed.
        """
        try:
            import ray
            import ray.data
        except ImportError:
            raise InputError("Ray for --engine ray", "none", "pip install '.[cluster]'") from None
        self._ray: Any = ray
        self.workers, self._opens, self._address = workers, opens, address
        self._here = False

    def __enter__(self) -> Ray[Held]:
        if not self._ray.is_initialized():
            try:
                how = {"num_cpus": self.workers} if self._address is None else {"address": self._address}
                self._ray.init(log_to_driver=False, configure_logging=False, include_dashboard=False, **how)
            except (ConnectionError, ValueError, RuntimeError, OSError) as error:
                said = str(error).strip().splitlines()[0]
                raise EngineError(f"expected a Ray cluster at {self._address or 'this machine'}, got {said}") from error
            self._here = True
        context = self._ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = 0
        context.actor_task_retry_on_errors = False  # what the function raises ends the run
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._here:
            self._ray.shutdown()

    def run(
        self, work: Function[Held, Given, Made], pieces: Iterable[Piece[Given]], ahead: int | None = None
    ) -> Iterator[Done[Given, Made] | Lost[Given]]:
        """See base.Engine; all pieces are read at once, and `ahead` bounds nothing."""
        given = list(pieces)
        if not given:
            return
        rows = [{"number": number, "given": pickle.dumps(piece.given)} for number, piece in enumerate(given)]
        blocks = min(len(rows), max(_BLOCKS * self.workers, -(-len(rows) // _PIECES)))
        actors = min(self.workers, len(rows))
        made = self._ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
            Actor,
            fn_constructor_args=(pickle.dumps((self._opens, work)),),
            batch_size=1,
            compute=self._ray.data.ActorPoolStrategy(min_size=1, max_size=actors),
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=-1,
        )
        through: set[int] = set()
        try:
            for row in made.iter_rows():
                number, (failed, value) = int(row["number"]), pickle.loads(row["made"])
                if failed:
                    raise value
                through.add(number)
                yield Done(number, given[number], value)
        except self._ray.exceptions.RayError as error:
            raise EngineError(f"expected the Ray cluster to finish, got {_first_line(error)}") from error
        if len(through) != len(given):
            raise EngineError(f"expected {len(given)} results of the Ray cluster, got {len(through)}")


class Actor:
    """One process of the cluster: opens what the work needs, and answers piece by piece."""

    def __init__(self, pickled: bytes) -> None:
        opens, self._work = pickle.loads(pickled)
        self._open = contextlib.ExitStack()
        self._held = self._open.enter_context(opens())

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, list[Any]]:
        """(number, given) of one piece -> (number, made), the latter pickled: (whether it failed, value or error)."""
        made: list[bytes] = []
        for given in batch["given"]:
            try:
                made.append(pickle.dumps((False, self._work(self._held, pickle.loads(given)))))
            except TracepileError as error:
                made.append(pickle.dumps((True, error)))
        return {"number": list(batch["number"]), "made": made}


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).strip().splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
