"""Binary search: beehives as far apart as possible."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A farmer puts k beehives on n free places along a road so that the smallest distance between two hives is as large as
possible.

Input

The first line contains n and k (2 <= k <= n <= 150). The second line contains the distinct positions of the places in
any order, from 0 to 5000.

Output

Print the largest possible smallest distance. On the next line print the places used when the hives are set from the
left to the right, each at the first place that is far enough from the one before.

Example

Input:
    5 3
    1 9 4 8 2

Output:
    3
    1 4 8
"""

CODE = """
class Road:
    def __init__(self, places, k):
        self.places = sorted(places)
        self.k = k

    def put(self, gap):
        chosen = [self.places[0]]
        for p in self.places[1:]:
            if len(chosen) < self.k and p - chosen[-1] >= gap:
                chosen.append(p)
        return chosen

    def best_gap(self):
        lo, hi = 1, self.places[-1] - self.places[0] + 1
        while hi - lo > 1:
            mid = (lo + hi) // 2
            if len(self.put(mid)) == self.k:
                lo = mid
            else:
                hi = mid
        return lo


n, k = map(int, input().split())
road = Road(map(int, input().split()), k)
gap = road.best_gap()
print(gap)
print(*road.put(gap))
"""


def generate(random: Random, size: int) -> str:
    count = max(2, size)
    places = random.sample(range(min(5001, 6 * count)), count)
    return lines((count, random.randint(2, max(2, count * 2 // 3))), places)


def oracle(stdin: str) -> str:
    _, k, *places = map(int, stdin.split())
    places.sort()
    gaps = sorted({b - a for b in places for a in places if b > a}, reverse=True)
    for gap in gaps:
        hives = _hives(places, gap)
        if len(hives) >= k:
            return lines(gap, hives[:k])
    raise AssertionError("the smallest gap always allows all places")


def _hives(places: list[int], gap: int) -> list[int]:
    free, hives = places, []
    while free:
        hives.append(free[0])
        free = [place for place in free if place >= hives[-1] + gap]
    return hives


FAMILY = script_family(
    name="beehive_gaps",
    title="Beehives as far apart as possible",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=150,
)
