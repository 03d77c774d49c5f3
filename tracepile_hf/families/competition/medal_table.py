"""Sorting: the medal table of school games."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Teams are ranked by gold medals, then by silver, then by bronze medals; teams with the same medals share a place and
are listed in alphabetical order. After k teams that share a place, k - 1 places are left out.

Input

The first line contains the number of teams n (1 <= n <= 100). Each of the next n lines contains a team's name (a
capital letter and lower-case letters) and its numbers of gold, silver and bronze medals, each from 0 to 50.

Output

Print the table: one line for each team with its place, name and total number of medals.

Example

Input:
    4
    Owls 1 4 0
    Bears 2 0 0
    Cats 1 4 0
    Ants 1 3 9

Output:
    1 Bears 2
    2 Cats 5
    2 Owls 5
    4 Ants 13
"""

CODE = """
n = int(input())
teams = []
for _ in range(n):
    name, *medals = input().split()
    g, s, b = map(int, medals)
    teams.append((-g, -s, -b, name))
teams.sort()
place = 0
prev = None
for i, (g, s, b, name) in enumerate(teams, 1):
    if (g, s, b) != prev:
        place = i
        prev = (g, s, b)
    print(place, name, -(g + s + b))
"""


NAMES = ("Ants", "Bears", "Cats", "Doves", "Elks", "Foxes", "Geese", "Hares", "Ibexes", "Jays", "Kites", "Lynxes")


def generate(random: Random, size: int) -> str:
    tails = ("", "ville", "ton", "wood", "field", "bridge", "port", "stone", "hill")
    names = [name + tail for tail in tails for name in NAMES]
    teams = random.sample(names[: size + 6], size)
    return lines(size, *((team, *random.choices(range(3), k=2), random.randint(0, 3)) for team in teams))


def oracle(stdin: str) -> str:
    medals = {row.split()[0]: tuple(map(int, row.split()[1:])) for row in stdin.splitlines()[1:]}
    better = {name: sum(other > own for other in medals.values()) for name, own in medals.items()}
    table = [
        (1 + above, name, sum(medals[name]))
        for above in range(len(medals))
        for name in sorted(medals)
        if better[name] == above
    ]
    return lines(*table)


FAMILY = script_family(
    name="medal_table",
    title="The medal table of school games",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
)
