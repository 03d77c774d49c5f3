"""Bowling: frames, spares and strikes, with a running total."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Given the pins knocked down by each throw of a game of the given number of frames, bonus throws included, return the
running totals after each frame: a strike (10 at once) adds the next two throws, a spare (10 with two throws) the next
one.
"""

CODE = """
def frame_totals(throws, frames):
    totals = []
    total = 0
    position = 0
    for _ in range(frames):
        if throws[position] == 10:
            total += 10 + throws[position + 1] + throws[position + 2]
            position += 1
        else:
            pins = throws[position] + throws[position + 1]
            total += pins
            if pins == 10:
                total += throws[position + 2]
            position += 2
        totals.append(total)
    return totals
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    frames = size + random.randint(0, 1) if size < 10 else 10
    throws: list[int] = []
    for frame in range(frames):
        first = 10 if random.random() < 0.3 else random.randint(0, 9)
        second = 10 - first if random.random() < 0.3 else random.randint(0, 10 - first)
        throws += [first] if first == 10 else [first, second]
        if frame == frames - 1 and first == 10:
            throws += [random.randint(0, 5), random.randint(0, 5)]
        elif frame == frames - 1 and first + second == 10:
            throws.append(random.randint(0, 10))
    return throws, frames


def oracle(throws: list[int], frames: int) -> list[int]:
    def scores(rest: list[int], left: int) -> list[int]:
        match rest[:3]:
            case _ if left == 0:
                return []
            case [10, a, b]:
                return [10 + a + b, *scores(rest[1:], left - 1)]
            case [a, b, c] if a + b == 10:
                return [10 + c, *scores(rest[2:], left - 1)]
            case [a, b, *_]:
                return [a + b, *scores(rest[2:], left - 1)]
        raise ValueError(f"throws end too early: {rest}")

    each = scores(throws, frames)
    return [sum(each[: number + 1]) for number in range(frames)]


FAMILY = function_family(
    name="bowling_score",
    title="Scoring a game of bowling",
    statement=STATEMENT,
    code=CODE,
    entry_point="frame_totals",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
)
