"""Balance of a corpus: which of its questions could be guessed, or answered by copying, too often.

Guessing the commonest answer of a kind is to score at most `ANSWER_SHARE` of it (`YES_NO_SHARE` where the answer is yes
or no), copying a literal of the prompt by one fixed rule at most `COPY_SHARE`, and no family is to hold more than
`FAMILY_SHARE` of all rows. `unbalanced` says which rows have to go for that, always the last ones, so that a smaller
corpus is the beginning of a larger one.

Every kind is judged, however small: in one of fewer than `EXACT` rows the limits are rounded up to whole rows, so that
what is guessed or copied is at most one row more than the share, and never all of several rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

ANSWER_SHARE: Final = 0.20
YES_NO_SHARE: Final = 0.55
COPY_SHARE: Final = 0.10
FAMILY_SHARE: Final = 0.03
EXACT: Final = 20  # rows of a kind from which on a share is held to the letter
ENOUGH_FAMILIES: Final = 40  # with fewer, some must hold more than their share
MANY_ROWS: Final = 1000  # with fewer, a row or two more make a family large
_TRIES: Final = 50  # rows looked at to find one that can be spared
_INSIDE: Final = 0.95  # how far inside the limits the choice stays, so that a row more or less breaks none


def most(share: float, rows: int, inside: float = 1.0) -> int:
    """How many of a kind's rows may have one answer, or be copied by one rule; at least one."""
    if rows < EXACT:
        return max(min(ceil(share * rows), rows - 1), 1)
    return int(share * inside * rows)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What the balance of a row hangs on. `copied`: the rules that would have copied its answer from its prompt."""

    number: int
    family: str
    kind: str
    answer: str
    copied: tuple[str, ...] = ()


def unbalanced(rows: Sequence[AskedRow], yes_no: Collection[str] = (), inside: float = _INSIDE) -> dict[int, str]:
    """Number -> why it goes (common_answer, copied_answer, large_family) of the rows that upset the balance."""
    gone: dict[int, str] = {}
    staying = sorted(rows, key=lambda row: row.number)
    while True:
        found: dict[int, str] = {}
        for kind, members in by_kind(staying).items():
            found |= _guessable(members, kind in yes_no, inside)
        staying = [row for row in staying if row.number not in found]
        if len(staying) >= MANY_ROWS and len({row.family for row in staying}) >= ENOUGH_FAMILIES:
            limit = int(FAMILY_SHARE * inside * len(staying))
            large = _beyond(staying, limit, lambda row: (row.family,), "large_family")
            staying = [row for row in staying if row.number not in large]
            found |= large
        if not found:
            return gone
        gone |= found


def _guessable(rows: Sequence[AskedRow], yes_no: bool, inside: float) -> dict[int, str]:
    """What has to go from one kind. Each round makes the limits a little lower, until nothing is beyond them."""
    gone: dict[int, str] = {}
    staying = list(rows)
    while True:
        limit = most(YES_NO_SHARE if yes_no else ANSWER_SHARE, len(staying), inside)
        found = _beyond(staying, limit, lambda row: (row.answer,), "common_answer")
        if not found and not yes_no:
            limit = most(COPY_SHARE, len(staying), inside)
            found = _beyond(staying, limit, lambda row: row.copied, "copied_answer")
        if not found:
            return gone
        gone |= found
        staying = [row for row in staying if row.number not in found]


def _beyond(
    rows: Sequence[AskedRow], limit: int, marks: Callable[[AskedRow], tuple[str, ...]], reason: str
) -> dict[int, str]:
    """The rows beyond a number of them for each of their marks, the first ones staying."""
    counts = Counter(mark for row in rows for mark in marks(row))
    if max(counts.values(), default=0) <= limit:
        return {}
    seen: Counter[str] = Counter()
    gone: dict[int, str] = {}
    for row in rows:
        if any(seen[mark] >= limit for mark in marks(row)):
            gone[row.number] = reason
        else:
            seen.update(marks(row))
    return gone


def by_kind(rows: Sequence[AskedRow]) -> dict[str, list[AskedRow]]:
    """The rows of each kind of question, in order."""
    found: dict[str, list[AskedRow]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row)
    return found


def chosen(rows: Sequence[AskedRow], wanted: int, yes_no: Collection[str] = ()) -> tuple[list[int], dict[int, str]]:
    """(numbers that stay, at most `wanted`; number -> reason of the others: an imbalance, or `surplus`).

    As few rows as possible are looked at, from the first on; what lies behind them is surplus.
    """
    ordered = sorted(rows, key=lambda row: row.number)
    low, high = min(wanted, len(ordered)), len(ordered)
    while low < high:  # about the shortest beginning of which enough rows stay
        middle = (low + high) // 2
        if middle - len(unbalanced(ordered[:middle], yes_no)) >= wanted:
            high = middle
        else:
            low = middle + 1
    staying, reasons = _beginning(ordered, low, wanted, yes_no)
    reasons |= {row.number: "surplus" for row in ordered if row.number not in reasons and row.number not in staying}
    return sorted(staying), reasons


def _beginning(
    ordered: Sequence[AskedRow], first: int, wanted: int, yes_no: Collection[str]
) -> tuple[set[int], dict[int, str]]:
    """What stays of the first rows so that just as many as wanted do: a few rows more are looked at if need be."""
    for size in range(first, min(first + _TRIES, len(ordered)) + 1):
        reasons = unbalanced(ordered[:size], yes_no)
        staying = [row for row in ordered[:size] if row.number not in reasons]
        if (len(staying) <= wanted and size == len(ordered)) or wanted >= MANY_ROWS:
            return {row.number for row in staying[:wanted]}, reasons  # a few of many rows fit between the two limits
        kept = _without(staying, len(staying) - wanted, yes_no)
        if kept is not None:
            return {row.number for row in kept}, reasons
    reasons = unbalanced(ordered[:first], yes_no)
    staying = [row for row in ordered[:first] if row.number not in reasons]
    return {row.number for row in staying[:wanted]}, reasons


def _without(rows: Sequence[AskedRow], count: int, yes_no: Collection[str]) -> Sequence[AskedRow] | None:
    """The rows without `count` of the last ones, chosen so that no limit is broken; None if that cannot be done."""
    left = list(rows)
    if count < 0:
        return None
    for _ in range(count):
        for row in left[: -_TRIES - 1 : -1]:
            rest = [other for other in left if other is not row]
            if not unbalanced(rest, yes_no, 1.0):
                left = rest
                break
        else:
            return None
    return left
