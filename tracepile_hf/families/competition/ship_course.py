"""Geometry: ships that come closest to each other."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Two ships sail on straight courses. In every hour ship A moves by the vector a and ship B by the vector b. After which
whole number of hours, at most h, are they closest to each other?

Input

The first line contains the position of ship A and its vector, four integers; the second line the same for ship B (all
from -100 to 100). The third line contains h (0 <= h <= 40).

Output

Print the hour at which the ships are closest (the first one, if there are several), the square of their distance
then, and the positions of both ships.

Example

Input:
    0 0 3 1
    20 0 -2 2
    6

Output:
    4 16 (12, 4) (12, 8)
"""

CODE = """
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y)

    def __abs__(self):
        return self.x ** 2 + self.y ** 2

    def __str__(self):
        return f"({self.x}, {self.y})"


def read():
    x, y, dx, dy = map(int, input().split())
    return Vec(x, y), Vec(dx, dy)


a, da = read()
b, db = read()
h = int(input())
best = (abs(a - b), 0, a, b)
for hour in range(1, h + 1):
    a += da
    b += db
    d = abs(a - b)
    if d < best[0]:
        best = (d, hour, a, b)
d, hour, a, b = best
print(hour, d, a, b)
"""


def generate(random: Random, size: int) -> str:
    one = (0, random.randint(-9, 9), random.randint(1, 5), random.randint(-3, 3))
    other = (random.randint(10, 30), random.randint(-9, 9), random.randint(-5, -1), random.randint(-3, 3))
    return lines(one, other, random.randint(size // 2, size))


def oracle(stdin: str) -> str:
    """The squared distance is a parabola in the hours, so the hours next to its lowest point decide."""
    ax, ay, adx, ady, bx, by, bdx, bdy, last = map(int, stdin.split())
    x, y, dx, dy = ax - bx, ay - by, adx - bdx, ady - bdy
    speed = dx * dx + dy * dy
    turn = max(0, min(last, -(x * dx + y * dy) // speed)) if speed else 0
    hours = [hour for hour in (turn - 1, turn, turn + 1) if 0 <= hour <= last]
    distance, hour = min(((x + dx * hour) ** 2 + (y + dy * hour) ** 2, hour) for hour in hours)
    one, other = (ax + adx * hour, ay + ady * hour), (bx + bdx * hour, by + bdy * hour)
    return f"{hour} {distance} {one} {other}"


FAMILY = script_family(
    name="ship_course",
    title="Ships that come closest to each other",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
