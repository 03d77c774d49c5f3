"""What several families' inverses share: orders with a wanted number of pairs that are out of order."""

from __future__ import annotations

from collections.abc import Sequence


def with_inversions(ordered: Sequence[int], count: int) -> list[int]:
    """The values of a sorted list in an order in which `count` pairs stand the wrong way round, the greatest in front.

    As near as can be where there are not so many pairs.
    """
    behind: list[int] = []  # how many smaller values stand behind each, from the greatest value down
    for value in reversed(ordered):
        smaller = sum(other < value for other in ordered)
        behind.append(min(count, smaller))
        count -= behind[-1]
    found: list[int] = []
    for value, wanted in zip(ordered, reversed(behind), strict=True):
        place = len(found)
        while wanted:
            place -= 1
            wanted -= found[place] < value
        found.insert(place, value)
    return found


def with_lags(ordered: Sequence[int], count: int, most: int) -> list[int]:
    """The same where no value has more than `most` greater ones before it, and some value has that many."""
    before: list[int] = []
    for value in ordered:
        greater = sum(other > value for other in ordered)
        before.append(min(count, greater, most))
        count -= before[-1]
    found: list[int] = []
    for value, wanted in zip(reversed(ordered), reversed(before), strict=True):
        place = 0
        while wanted:
            wanted -= found[place] > value
            place += 1
        found.insert(place, value)
    return found
