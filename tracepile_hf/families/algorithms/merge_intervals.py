"""Interval merging: the busy blocks of a day and the gaps between them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Meetings are pairs (start, end) in minutes after nine o'clock. Return the blocks of time in which at least one meeting
runs, meetings that touch being merged, and the gaps between the blocks, both in order of time.
"""

CODE = """
def free_time(meetings):
    busy = []
    for start, end in sorted(meetings):
        if busy and start <= busy[-1][1]:
            last_start, last_end = busy.pop()
            busy.append((last_start, max(last_end, end)))
        else:
            busy.append((start, end))
    gaps = []
    for i in range(1, len(busy)):
        gaps.append((busy[i - 1][1], busy[i][0]))
    return busy, gaps
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    meetings = []
    for _ in range(size):
        start = 5 * random.randint(0, 70)
        meetings.append((start, start + 5 * random.randint(2, 12)))
    return (meetings,)


def oracle(meetings: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    last = max(end for _, end in meetings)
    running = [any(start <= minute < end for start, end in meetings) for minute in range(last)] + [False]
    starts = [m for m in range(last) if running[m] and (m == 0 or not running[m - 1])]
    ends = [m for m in range(1, last + 1) if running[m - 1] and not running[m]]
    return list(zip(starts, ends, strict=True)), list(zip(ends[:-1], starts[1:], strict=True))


IDEA = (
    "Once meetings are sorted by their beginning, one can only join the stretch that came last. If it "
    "begins after that has ended, a gap lies between."
)
INVARIANTS = (
    Invariant(
        "busy[-1][0] <= start <= last_end",
        "{start} is not after {last_end}, so the busy time reaches from {last_start} to {busy[-1][1]}",
        line="busy.append((last_start, max(last_end, end)))",
    ),
    Invariant(
        "gaps[-1][0] < gaps[-1][1]",
        "between {gaps[-1][0]} and {gaps[-1][1]} nothing is on",
        line="gaps.append((busy[i - 1][1], busy[i][0]))",
    ),
    Invariant(
        "min([start for start, end in meetings]) == result[0][0][0]",
        "the meetings cover {result[0]|list} and nothing else",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result[0],)


FAMILY = function_family(
    name="merge_intervals",
    title="Free time between meetings",
    statement=STATEMENT,
    code=CODE,
    entry_point="free_time",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "stretches that do not touch are not merged, so the busy stretches may be the meetings themselves",
        ("len(result[0])",),
        invert,
    ),
)
