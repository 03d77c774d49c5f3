"""Degrees: rank the stations of a network by how many lines meet there."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
lines lists pairs of stations joined directly; a pair may be listed twice, in either order, and counts once. Return
the stations with the number of stations each is joined to, from the most to the fewest, alphabetically where equal.
"""

CODE = """
def rank_by_degree(lines):
    joined = {}
    for a, b in lines:
        if a not in joined:
            joined[a] = set()
        if b not in joined:
            joined[b] = set()
        joined[a].add(b)
        joined[b].add(a)
    ranking = []
    for station in joined:
        ranking.append((station, len(joined[station])))
    ranking.sort(key=lambda row: (-row[1], row[0]))
    return ranking
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    stations = ["Mill", "Park", "Dock", "Hill", "Quay", "Zoo", "Fair"]
    lines = []
    for _ in range(size):
        a, b = random.sample(stations, 2)
        lines.append((a, b))
    return (lines,)


def oracle(lines: list[tuple[str, str]]) -> list[tuple[str, int]]:
    pairs = {frozenset(line) for line in lines}
    stations = sorted({station for line in lines for station in line})
    rows = [(station, sum(station in pair for pair in pairs)) for station in stations]
    return [row for degree in range(len(stations), 0, -1) for row in rows if row[1] == degree]


FAMILY = function_family(
    name="degree_ranking",
    title="Vertices by degree",
    statement=STATEMENT,
    code=CODE,
    entry_point="rank_by_degree",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
