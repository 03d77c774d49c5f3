"""Grundy numbers: which moves win at a game of several heaps."""

from __future__ import annotations

from functools import cache
from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
From one of several heaps a player takes away one of the allowed numbers of stones; who cannot move loses. Return the
Grundy numbers of the heaps of 0, 1, 2, ... up to the largest heap, and the winning moves from the given heaps as
pairs (index of the heap, stones taken), in order.
"""

CODE = """
def winning_moves(heaps, allowed):
    grundy = []
    for stones in range(max(heaps) + 1):
        reachable = {grundy[stones - taken] for taken in allowed if taken <= stones}
        value = 0
        while value in reachable:
            value += 1
        grundy.append(value)
    total = 0
    for heap in heaps:
        total ^= grundy[heap]
    moves = []
    for index, heap in enumerate(heaps):
        for taken in allowed:
            if taken <= heap and grundy[heap - taken] ^ grundy[heap] == total:
                moves.append((index, taken))
    return grundy, moves
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    heaps = [random.randint(1, size + 2) for _ in range(random.randint(2, 3))]
    return heaps, sorted(random.sample(range(1, 6), random.randint(2, 3)))


def oracle(heaps: list[int], allowed: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    @cache
    def wins(state: tuple[int, ...]) -> bool:
        return any(
            not wins(tuple(sorted((*state[:i], heap - taken, *state[i + 1 :]))))
            for i, heap in enumerate(state)
            for taken in allowed
            if taken <= heap
        )

    # The Grundy number of a heap is the size of the nim heap that makes a lost position together with it.
    @cache
    def with_nim(stones: int, nim: int) -> bool:
        moves = [(stones - taken, nim) for taken in allowed if taken <= stones] + [(stones, k) for k in range(nim)]
        return any(not with_nim(*move) for move in moves)

    grundy = [next(k for k in range(9) if not with_nim(stones, k)) for stones in range(max(heaps) + 1)]
    if len(heaps) > 2 and max(heaps) > 12:
        total = grundy[heaps[0]] ^ grundy[heaps[1]] ^ grundy[heaps[2]]
        moves = [(i, t) for i, h in enumerate(heaps) for t in allowed if t <= h and grundy[h - t] == total ^ grundy[h]]
        return grundy, moves
    after = [
        (i, taken, tuple(sorted((*heaps[:i], heap - taken, *heaps[i + 1 :]))))
        for i, heap in enumerate(heaps)
        for taken in allowed
        if taken <= heap
    ]
    return grundy, [(i, taken) for i, taken, state in after if not wins(state)]


IDEA = (
    "A heap is worth the smallest number that none of its moves leads to. Several heaps together are lost "
    "exactly if the XOR of their numbers is 0, so a good move makes it 0."
)
INVARIANTS = (
    Invariant(
        "value not in reachable and all(smaller in reachable for smaller in range(value))",
        "{value} is the smallest number that no move from {stones|# stone} leads to",
        line="grundy.append(value)",
    ),
)


FAMILY = function_family(
    name="grundy_numbers",
    title="A subtraction game",
    statement=STATEMENT,
    code=CODE,
    entry_point="winning_moves",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=30,
    idea=IDEA,
    invariants=INVARIANTS,
)
