"""Tower of Hanoi: the moves that bring all discs to one peg."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Discs 1 (smallest), 2, ... lie on the pegs 'A', 'B' and 'C', no disc on a smaller one; pegs says where each disc is.
Return the moves, as pairs (disc, peg moved to), that bring all discs to the goal peg: the largest disc that is not
there yet is made free by gathering the smaller ones on the third peg.
"""

CODE = """
def gather(pegs, goal):
    position = list(pegs)
    moves = []

    def bring(count, target):
        if count == 0:
            return
        disc = count
        current = position[disc - 1]
        if current == target:
            bring(count - 1, target)
            return
        spare = ({"A", "B", "C"} - {current, target}).pop()
        bring(count - 1, spare)
        position[disc - 1] = target
        moves.append((disc, target))
        bring(count - 1, target)

    bring(len(pegs), goal)
    return moves
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    pegs = "".join(random.choice("ABC") for _ in range(size + random.randint(0, 1)))
    return pegs, random.choice("ABC")


def oracle(pegs: str, goal: str) -> list[tuple[int, str]]:
    """Breadth-first search over all positions: the recursion's way is the only one that moves the largest disc once."""
    finish = goal * len(pegs)
    ways: dict[str, list[tuple[int, str]]] = {finish: []}
    queue = [finish]
    for position in queue:
        for disc, peg in enumerate(position, start=1):
            if peg in position[: disc - 1]:
                continue
            for other in "ABC":
                before = position[: disc - 1] + other + position[disc:]
                if other != peg and other not in position[: disc - 1] and before not in ways:
                    ways[before] = [(disc, peg), *ways[position]]
                    queue.append(before)
    return ways[pegs]


IDEA = (
    "The largest disc can only move when all smaller ones stand on the third peg. So bring those there, "
    "move the disc, and bring them after it."
)
INVARIANTS = (
    Invariant(
        "all(position[smaller] not in (current, target) for smaller in range(disc - 1))",
        "disc {disc} moves from {current} to {target}, and no smaller disc stands on either",
        line="moves.append((disc, target))",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    if not result:
        return
    first: dict[int, str] = {}
    for disc, target in result:
        first.setdefault(disc, target)
    goal = result[-1][1]
    largest = max(first)
    pools = ["".join(peg for peg in "ABC" if peg != first[d]) if d in first else goal for d in range(1, largest + 1)]
    for pegs in product(*pools):
        yield "".join(pegs), goal


FAMILY = function_family(
    name="tower_of_hanoi",
    title="Tower of Hanoi from any position",
    statement=STATEMENT,
    code=CODE,
    entry_point="gather",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=7,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a disc stands where it was before its first move, and all discs end on the goal, which is where "
        "the last move leads; two of the three pegs are left for each disc that moved first, and a disc "
        "that never moved was there already",
        (
            "result[-1]",
            "len(result)",
        ),
        invert,
    ),
)
