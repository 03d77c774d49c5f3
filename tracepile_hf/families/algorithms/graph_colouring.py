"""Greedy colouring: every vertex gets the smallest colour its neighbours leave free."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
borders maps each region to the list of its neighbouring regions. Colour the regions in the order of falling number of
neighbours, alphabetically where equal, giving each the smallest number from 1 that no neighbour has yet. Return the
dictionary of colours in the order in which they were given, and the number of different colours.
"""

CODE = """
def colour_map(borders):
    order = sorted(borders, key=lambda region: (-len(borders[region]), region))
    colours = {}
    for region in order:
        taken = {colours[other] for other in borders[region] if other in colours}
        colour = 1
        while colour in taken:
            colour += 1
        colours[region] = colour
    return colours, len(set(colours.values()))
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = [chr(ord("P") + i) if size <= 10 else f"R{i:02}" for i in range(size)]
    lists = adjacency(size, some_edges(random, size, size + random.randint(0, size)))
    return ({name: [names[other] for other in lists[i]] for i, name in enumerate(names)},)


def oracle(borders: dict[str, list[str]]) -> tuple[dict[str, int], int]:
    # Colour by colour instead of region by region: each goes to all it can still go to, in the same order.
    order = sorted(sorted(borders), key=lambda region: len(borders[region]), reverse=True)
    colours: dict[str, int] = {}
    colour = 0
    while len(colours) < len(order):
        colour += 1
        members: list[str] = []
        for region in order:
            if region not in colours and not set(members) & set(borders[region]):
                members.append(region)
        colours.update(dict.fromkeys(members, colour))
    return {region: colours[region] for region in order}, colour


IDEA = (
    "The regions with most borders are the hardest to colour, so they go first. Each gets the smallest "
    "colour that no neighbour has."
)
INVARIANTS = (
    Invariant(
        "all(colours.get(other, 0) != colour for other in borders[region])",
        "none of the {len(borders[region])|# neighbour} of {region} has the colour {colour}",
        line="colours[region] = colour",
    ),
)


FAMILY = function_family(
    name="graph_colouring",
    title="Greedy colouring of a map",
    statement=STATEMENT,
    code=CODE,
    entry_point="colour_map",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
