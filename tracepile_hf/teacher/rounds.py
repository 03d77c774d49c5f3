"""Several answers to each of many questions, and further tries at those that were not proved.

Every answer comes from the cache or is put there the moment it comes. Whoever calls hands in the judge: what a text is
found to be, and what to say about it to its writer, is not this room's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tracepile_hf.teacher.asking import Fault, Message, Outcome, Request, Sampling, Teacher, seed_of
from tracepile_hf.teacher.cache import Cache
from tracepile_hf.teacher.cost import Account

CUT: Final = "length"  # how a reply ends that its limit ended


@dataclass(frozen=True, slots=True)
class Posed:
    """One question as a model is asked it. `id` is the item's; `messages` end with the user's."""

    id: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge says of a text: whether it is taken, and if not what to tell its writer (empty: nothing helps)."""

    accepted: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one path of a question. `place`: of the question; `round`: 0, or the number of the repair."""

    place: int
    path: int
    round: int
    outcome: Outcome
    judged: Judged | None  # None of a fault


Judge = Callable[[Sequence[tuple[int, str]]], Sequence[Judged]]  # (place of the question, text), one verdict each
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask, how, and where answers are kept."""

    teacher: Teacher
    cache: Cache
    sampling: Sampling
    account: Account
    seed: int = 0
    progress: Progress | None = None


def ask_all(asking: Asking, requests: Sequence[Request]) -> list[Outcome]:
    """One outcome a request, in order: from the cache, else from the model, kept before anything else is done with it.

    Two requests that are the same are asked once. Errors: see asking.Teacher.
    """
    identity, sampling = asking.teacher.identity, asking.sampling
    found: dict[int, Outcome] = {}
    for place, request in enumerate(requests):
        reply = asking.cache.find(identity, request, sampling)
        if reply is not None:
            found[place] = reply
            asking.account.note(reply, cached=True)
    first: dict[tuple[tuple[Message, ...], int], int] = {}
    for place, request in enumerate(requests):
        if place not in found:
            first.setdefault((request.messages, request.seed), place)
    asked = list(first.values())
    done = len(requests) - len(asked)
    _tell(asking, done, len(requests))
    for number, outcome in asking.teacher.answers([requests[place] for place in asked], sampling):
        place = asked[number]
        if not isinstance(outcome, Fault):
            asking.cache.keep(identity, requests[place], sampling, outcome)
        asking.account.note(outcome, cached=False)
        found[place] = outcome
        done += 1
        _tell(asking, done, len(requests))
    return [found.get(place) or found[first[one.messages, one.seed]] for place, one in enumerate(requests)]


def _tell(asking: Asking, done: int, planned: int) -> None:
    if asking.progress is not None:
        asking.progress(done, planned)


def first_requests(items: Sequence[Posed], paths: int, seed: int) -> list[Request]:
    """What the first round asks: every path of every question, each with a seed of its own."""
    return [
        Request(f"{item.id}#{path}", item.messages, seed_of(seed, item.id, path, 0))
        for item in items
        for path in range(1, paths + 1)
    ]


def teach(asking: Asking, items: Sequence[Posed], paths: int, repairs: int, judge: Judge, repair: str) -> list[Attempt]:
    """All tries at `paths` answers to each question, the repairs of a path after its first try.

    `repair` is what a writer is told, with `{hint}` in it. Errors: see asking.Teacher.
    """
    open_paths = [(place, path) for place in range(len(items)) for path in range(1, paths + 1)]
    talks: dict[tuple[int, int], tuple[Message, ...]] = {one: items[one[0]].messages for one in open_paths}
    attempts: list[Attempt] = []
    for number in range(repairs + 1):
        requests = [
            Request(
                f"{items[place].id}#{path}",
                talks[place, path],
                seed_of(asking.seed, items[place].id, path, number),
            )
            for place, path in open_paths
        ]
        tried = _judged(open_paths, number, ask_all(asking, requests), judge)
        attempts += tried
        open_paths = []
        for attempt in tried:
            one, judged, outcome = (attempt.place, attempt.path), attempt.judged, attempt.outcome
            if judged is None or isinstance(outcome, Fault) or judged.accepted or not judged.hint:
                continue
            said = (("assistant", outcome.text), ("user", repair.replace("{hint}", judged.hint)))
            talks[one] = (*items[one[0]].messages, *said)
            open_paths.append(one)
        if not open_paths:
            break
    return sorted(attempts, key=lambda one: (one.place, one.path, one.round))


def _judged(paths: Sequence[tuple[int, int]], number: int, outcomes: Sequence[Outcome], judge: Judge) -> list[Attempt]:
    texts = [
        (place, outcome.text)
        for (place, _), outcome in zip(paths, outcomes, strict=True)
        if not isinstance(outcome, Fault)
    ]
    verdicts = iter(judge(texts))
    return [
        Attempt(place, path, number, outcome, None if isinstance(outcome, Fault) else next(verdicts))
        for (place, path), outcome in zip(paths, outcomes, strict=True)
    ]
