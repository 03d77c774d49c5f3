"""A robot follows a string of commands between obstacles."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A robot starts at (0, 0) looking north (y grows northwards). 'L' and 'R' turn it, 'F' moves it one square ahead unless
an obstacle (x, y) is there. Return its final place, the letter of the direction it looks in (N, E, S or W), and how
many moves were blocked.
"""

CODE = """
HEADINGS = "NESW"
MOVES = {"N": (0, 1), "E": (1, 0), "S": (0, -1), "W": (-1, 0)}


def walk(commands, obstacles):
    x, y = 0, 0
    heading = "N"
    blocked = 0
    for command in commands:
        if command == "F":
            dx, dy = MOVES[heading]
            if (x + dx, y + dy) in obstacles:
                blocked += 1
            else:
                x += dx
                y += dy
        else:
            turn = 1 if command == "R" else -1
            heading = HEADINGS[(HEADINGS.index(heading) + turn) % 4]
    return (x, y), heading, blocked
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    squares = [(x, y) for x in range(-2, 3) for y in range(-2, 3) if (x, y) != (0, 0)]
    commands = "".join(random.choice("FFFFLR") for _ in range(size + 4))
    return commands, random.sample(squares, random.randint(2, 5))


def oracle(commands: str, obstacles: list[tuple[int, int]]) -> tuple[tuple[int, int], str, int]:
    walls = {complex(x, y) for x, y in obstacles}
    place, heading, blocked = 0j, 1j, 0
    for command in commands:
        if command != "F":
            heading *= 1j if command == "L" else -1j
        elif place + heading in walls:
            blocked += 1
        else:
            place += heading
    letters = {1j: "N", 1: "E", -1j: "S", -1: "W"}
    return (int(place.real), int(place.imag)), letters[heading], blocked


FAMILY = function_family(
    name="robot_walk",
    title="A robot on a grid with obstacles",
    statement=STATEMENT,
    code=CODE,
    entry_point="walk",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
)
