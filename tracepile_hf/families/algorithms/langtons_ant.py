"""Langton's ant on an endless board."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
An ant stands on a white square of an endless board and looks north. At each step it turns right on a white square and
left on a black one, changes the square's colour and moves one square forward; some squares (row, column) are black at
the beginning, rows growing southwards. Return its place and the number of black squares after the given number of
steps.
"""

CODE = """
def ant(black_squares, steps):
    black = set(black_squares)
    row, column = 0, 0
    down, right = -1, 0
    for _ in range(steps):
        if (row, column) in black:
            down, right = -right, down
            black.remove((row, column))
        else:
            down, right = right, -down
            black.add((row, column))
        row += down
        column += right
    return (row, column), len(black)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    near = [(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0)]
    return random.sample(near, random.randint(1, 4)), size + random.randint(0, 6)


def oracle(black_squares: list[tuple[int, int]], steps: int) -> tuple[tuple[int, int], int]:
    place, heading = 0j, 1j  # north is the imaginary direction
    changes: dict[complex, int] = {complex(c, -r): 1 for r, c in black_squares}
    for _ in range(steps):
        heading *= 1j if changes.get(place, 0) % 2 else -1j
        changes[place] = changes.get(place, 0) + 1
        place += heading
    return (-int(place.imag), int(place.real)), sum(times % 2 for times in changes.values())


FAMILY = function_family(
    name="langtons_ant",
    title="Langton's ant",
    statement=STATEMENT,
    code=CODE,
    entry_point="ant",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=200,
)
