"""What running work means, wherever it is run: pieces with an id go in, results come out in any order, a loss is told.

An engine knows neither what the work is nor what it is for. It is given `opens`, which makes what a worker needs once
(a jail, a model), and for each run a function of that and of what a piece holds. All three travel between processes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

RETRIES: Final = 3  # how often a piece is given to another worker after the one that held it was lost

Held = TypeVar("Held")  # what a worker opens once
Opened = TypeVar("Opened", covariant=True)
Given = TypeVar("Given")
Made = TypeVar("Made")
Opens = Callable[[], AbstractContextManager[Held]]
Function = Callable[[Held, Given], Made]


@dataclass(frozen=True, slots=True)
class Piece(Generic[Given]):
    """One piece of work. `id` is what messages call it."""

    id: str
    given: Given


@dataclass(frozen=True, slots=True)
class Done(Generic[Given, Made]):
    """What a piece's function returned. `number` is the piece's place among those given, from 0."""

    number: int
    piece: Piece[Given]
    value: Made


@dataclass(frozen=True, slots=True)
class Lost(Generic[Given]):
    """A piece whose worker was lost each time it was tried; `why` says how the last one ended."""

    number: int
    piece: Piece[Given]
    tries: int
    why: str

    def __str__(self) -> str:
        return f"its worker process was lost {self.tries} times ({self.why})"


class Engine(Protocol[Opened]):
    """Runs pieces. Used as a context: leaving it ends its workers."""

    def run(
        self, work: Function[Opened, Given, Made], pieces: Iterable[Piece[Given]], ahead: int | None = None
    ) -> Iterator[Done[Given, Made] | Lost[Given]]:
        """Yield one result a piece, in any order. What the function raises is raised here, and ends the run.

        `pieces` is read no faster than workers take from it; `ahead` also bounds how many pieces may be begun beyond
        the oldest that is not through, so that results put back into order wait in bounded space.
        """


class Waiting(Generic[Given]):
    """The pieces that are still to be begun, with the number each has in the order they were given."""

    def __init__(self, pieces: Iterable[Piece[Given]], ahead: int | None) -> None:
        self._pieces = enumerate(pieces)
        self._ahead = ahead
        self._again: deque[tuple[int, Piece[Given]]] = deque()
        self._open: set[int] = set()
        self._tries: dict[int, int] = {}

    def next(self) -> tuple[int, Piece[Given]] | None:
        """The next piece; None if there is none, or none that may be begun yet."""
        if self._again:
            return self._again.popleft()
        if self._ahead is not None and self._open and self._newest() - min(self._open) >= self._ahead:
            return None
        found = next(self._pieces, None)
        if found is not None:
            self._open.add(found[0])
        return found

    def _newest(self) -> int:
        return max(self._open)

    def through(self, number: int) -> None:
        """A piece is done or given up."""
        self._open.discard(number)
        self._tries.pop(number, None)

    def put_back(self, number: int, piece: Piece[Given]) -> None:
        """A piece was not begun after all."""
        self._again.appendleft((number, piece))

    def lost(self, number: int, piece: Piece[Given]) -> bool:
        """The worker of a piece was lost; whether the piece is tried again."""
        tries = self._tries[number] = self._tries.get(number, 0) + 1
        if tries > RETRIES:
            self.through(number)
            return False
        self._again.append((number, piece))
        return True


def in_order(results: Iterable[Done[Given, Made] | Lost[Given]]) -> Iterator[Done[Given, Made] | Lost[Given]]:
    """The same results in the order of their pieces; those that came early wait."""
    early: dict[int, Done[Given, Made] | Lost[Given]] = {}
    following = 0
    for result in results:
        early[result.number] = result
        while following in early:
            yield early.pop(following)
            following += 1
