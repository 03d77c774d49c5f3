"""Geometry: the shortest tour of a parcel courier."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A courier starts at the depot, visits n customers in any order and returns to the depot. All ways run along streets
that are parallel to the two axes. Which order gives the shortest tour?

Input

The first line contains n (1 <= n <= 6). The second line contains the coordinates of the depot, the next n lines those
of the customers 1 to n (0 to 100).

Output

Print the length of the shortest tour and the order of the customers; if several orders are equally short, the one
that comes first when the orders are compared number by number.

Example

Input:
    3
    0 0
    5 5
    0 4
    6 1

Output:
    22
    2 1 3
"""

CODE = """
from itertools import permutations

n = int(input())
depot = tuple(map(int, input().split()))
stops = [tuple(map(int, input().split())) for _ in range(n)]


def way(p, q):
    return abs(p[0] - q[0]) + abs(p[1] - q[1])


best = None
for order in permutations(range(n)):
    pos = depot
    total = 0
    for k in order:
        total += way(pos, stops[k])
        pos = stops[k]
    total += way(pos, depot)
    if best is None or total < best[0]:
        best = total, order
print(best[0])
print(*(k + 1 for k in best[1]))
"""


def generate(random: Random, size: int) -> str:
    return lines(size, *((random.randint(0, 20), random.randint(0, 20)) for _ in range(size + 1)))


def oracle(stdin: str) -> str:
    _, depot, *stops = [tuple(map(int, row.split())) for row in stdin.splitlines()]
    places = dict(enumerate([depot, *stops]))
    rest: dict[tuple[frozenset[int], int], tuple[int, tuple[int, ...]]]  # what is left to do from a stop on
    rest = {(frozenset(), stop): (_way(places[stop], depot), ()) for stop in places}
    for count in range(1, len(stops) + 1):
        before = {key: value for key, value in rest.items() if len(key[0]) == count - 1}
        for (todo, first), (length, order) in before.items():
            for here in places.keys() - todo - {first}:
                if first:
                    tour = (length + _way(places[here], places[first]), (first, *order))
                    key = (todo | {first}, here)
                    rest[key] = min(rest.get(key, tour), tour)
    length, order = rest[frozenset(range(1, len(stops) + 1)), 0]
    return lines(length, order)


def _way(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(max(pair) - min(pair) for pair in zip(one, other, strict=True))


FAMILY = script_family(
    name="tour_stops",
    title="The shortest tour of a parcel courier",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=6,
)
