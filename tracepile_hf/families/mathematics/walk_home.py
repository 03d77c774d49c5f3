"""A walk in four directions: step by step coordinates, against complex numbers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name walks $walk. How far, in a straight line, is $they from the start, in metres rounded to two decimals? Give
    also the square of this distance, without rounding.""",
    """Starting from the school gate, $name goes $walk. Find the square of the straight-line distance (in metres) to
    the gate, and the distance rounded to two decimals.""",
    """A drone flies $walk. Find the square of its distance from the take-off point in m², and the distance in metres
    with two decimals.""",
)

CODE = """
from math import sqrt

moves = $moves
east = 0
north = 0
for direction, metres in moves:
    if direction == "north":
        north += metres
    elif direction == "south":
        north -= metres
    elif direction == "east":
        east += metres
    else:
        east -= metres
squared = east * east + north * north
print(squared, f"{sqrt(squared):.2f}")
"""

DIRECTIONS = {"north": 1j, "south": -1j, "east": 1, "west": -1}


def generate(random: Random, size: int) -> dict[str, object]:
    moves: list[tuple[str, int]] = []
    for _ in range(max(2, size)):
        others = [direction for direction in DIRECTIONS if not moves or direction != moves[-1][0]]
        moves.append((random.choice(others), random.randrange(5, 95, 5)))
    walk = listing([f"{metres} m {direction}" for direction, metres in moves], "and then")
    return {**person(random), "moves": moves, "walk": walk}


def oracle(moves: list[tuple[str, int]]) -> str:
    place = sum(metres * DIRECTIONS[direction] for direction, metres in moves)
    squared = round(place.real) ** 2 + round(place.imag) ** 2
    return f"{squared} {abs(place):.2f}"


FAMILY = template_family(
    name="walk_home",
    title="The straight way back after a walk",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=30,
)
