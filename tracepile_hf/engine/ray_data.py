"""The engine of several machines: Ray Data, with an actor a core that opens once what the work needs.

A machine that is lost takes with it what its actors held; Ray gives that to others. Work that leaves its results on a
disk that all machines share, and looks there first (corpus/running.py does), repeats nothing that was finished.

An actor hands each piece to a process of its own, as the local pool does and by its code: a piece that ends its process
costs that one alone, is tried as often as there, and is then given up. What ends actors is the loss of their machine.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Generic

from tracepile_hf.engine.base import Done, Function, Given, Held, Lost, Made, Opens, Piece
from tracepile_hf.engine.local import Local
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
        results = self._ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
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
            for row in results.iter_rows():
                number, made = int(row["number"]), pickle.loads(row["made"])
                if isinstance(made, TracepileError):
                    raise made
                through.add(number)
                piece = given[number]
                yield Lost(number, piece, *made) if isinstance(made, tuple) else Done(number, piece, made.value)
        except self._ray.exceptions.RayError as error:
            raise EngineError(f"expected the Ray cluster to finish, got {_first_line(error)}") from error
        if len(through) != len(given):
            raise EngineError(f"expected {len(given)} results of the Ray cluster, got {len(through)}")


@dataclass(frozen=True, slots=True)
class _Made:
    """What the work returned, on its way."""

    value: Any


class Actor:
    """One core of the cluster: a worker process that opens what the work needs and is given piece by piece."""

    def __init__(self, pickled: bytes) -> None:
        opens, self._work = pickle.loads(pickled)
        self._open = contextlib.ExitStack()
        # Of two places one is used, for there is one piece at a time; with one the work would be done in this process
        self._hands: Local[Any] = self._open.enter_context(Local(2, opens))

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, list[Any]]:
        """(number, given) of one piece -> (number, made): what was made, the error, or (tries, why) of a loss."""
        numbers = list(batch["number"])
        made = [
            pickle.dumps(self._tried(int(number), given)) for number, given in zip(numbers, batch["given"], strict=True)
        ]
        return {"number": numbers, "made": made}

    def _tried(self, number: int, given: bytes) -> _Made | TracepileError | tuple[int, str]:
        try:
            (result,) = self._hands.run(self._work, [Piece(f"piece {number}", pickle.loads(given))])
        except TracepileError as error:
            return error
        return _Made(result.value) if isinstance(result, Done) else (result.tries, result.why)


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).strip().splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
