"""Items of our own making in the style of a benchmark: as many as wanted, the same for the same seed, their gold sure.

They stand beside the benchmarks whose files are not at hand or whose labels are skewed, never in their place.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from tracepile_hf.evaluation.loading import graphs, logic
from tracepile_hf.evaluation.loading.item import TaskItem

N: Final = 200
SEED: Final = 0

# Zebra puzzles: houses in a row, each with one value of every attribute, all different

_ATTRIBUTES: Final = {
    "Name": ("Ann", "Bob", "Carl", "Dora", "Emil"),
    "Pet": ("cat", "dog", "fish", "horse", "owl"),
    "Drink": ("tea", "milk", "juice", "water", "cocoa"),
    "Colour": ("red", "green", "blue", "white", "yellow"),
}
_Clue = tuple[str, Callable[[dict[str, int]], bool]]  # its sentence, and whether a solution (value -> house) obeys it


def zebra(n: int = N, seed: int = SEED) -> list[TaskItem]:
    """Grids of 2 to 4 houses and 2 or 3 attributes, each with exactly one solution."""
    rows = []
    for place in range(n):
        draw = Random(f"zebra/{seed}/{place}")
        houses = draw.randint(2, 4)
        names = draw.sample(list(_ATTRIBUTES), 2 if houses == 4 else draw.randint(2, 3))  # all ways are gone through
        values = {name: draw.sample(_ATTRIBUTES[name], houses) for name in names}
        clues = _clues(values, draw)
        listed = "\n".join(f" - {name}: {', '.join(sorted(values[name]))}" for name in names)
        said = "\n".join(f"{number}. {clue}" for number, clue in enumerate(clues, 1))
        grid = [[str(house + 1), *(values[name][house] for name in names)] for house in range(houses)]
        rows.append(
            {
                "id": f"zebra-style-{place}", "size": f"{houses}*{len(names)}",
                "puzzle": f"There are {houses} houses in a row, numbered 1 to {houses} from left to right. In each "
                f"there is one value of every kind, and all are different:\n{listed}\nClues:\n{said}",
                "solution": {"header": ["House", *names], "rows": grid},
            }
        )  # fmt: skip
    return logic.zebra_grid(rows)


def _clues(values: dict[str, list[str]], draw: Random) -> list[str]:
    """Clues that leave one solution, none of them needless."""
    solutions = list(_solutions(values))
    right = {value: house for listed in values.values() for house, value in enumerate(listed)}
    pool = [clue for clue in _possible(values) if clue[1](right)]
    draw.shuffle(pool)
    chosen: list[_Clue] = []
    left = solutions
    for clue in pool:
        smaller = [one for one in left if clue[1](one)]
        if len(smaller) < len(left):
            chosen.append(clue)
            left = smaller
    for clue in list(chosen):
        others = [one for one in chosen if one is not clue]
        if sum(all(obeyed(one) for _, obeyed in others) for one in solutions) == 1:
            chosen = others
    return [said for said, _ in chosen]


def _solutions(values: dict[str, list[str]]) -> Iterator[dict[str, int]]:
    for orders in itertools.product(*(itertools.permutations(listed) for listed in values.values())):
        yield {value: house for order in orders for house, value in enumerate(order)}


def _possible(values: dict[str, list[str]]) -> Iterator[_Clue]:
    every = [value for listed in values.values() for value in listed]
    for one in every:
        for house in range(len(next(iter(values.values())))):
            yield f"What is in house {house + 1} is not {one}.", lambda s, a=one, h=house: s[a] != h  # type: ignore[misc]
    for one, other in itertools.permutations(every, 2):
        yield f"{one} is somewhere to the left of {other}.", lambda s, a=one, b=other: s[a] < s[b]  # type: ignore[misc]
    for one, other in itertools.combinations(every, 2):
        yield f"{one} is in the same house as {other}.", lambda s, a=one, b=other: s[a] == s[b]  # type: ignore[misc]
        yield f"{one} and {other} are in houses side by side.", lambda s, a=one, b=other: abs(s[a] - s[b]) == 1  # type: ignore[misc]


# Rules: facts and implications about one thing, worked forwards

_PROPERTIES: Final = (
    "kind",
    "cold",
    "big",
    "quiet",
    "young",
    "red",
    "smart",
    "round",
    "rough",
    "green",
    "furry",
    "white",
)
_NAMES: Final = ("Anne", "Bob", "Charlie", "Dave", "Erin", "Fiona")
DEPTHS: Final = (0, 1, 2, 3)


def rules(n: int = N, seed: int = SEED) -> list[TaskItem]:
    """Theories whose question needs 0 to 3 rules; as many entailed as not entailed questions of each depth."""
    made = []
    for place in range(n):
        depth, entailed = DEPTHS[place // 2 % len(DEPTHS)], place % 2 == 0
        made.append(_theory(place, depth, entailed, Random(f"rules/{seed}/{place}")))
    items = logic.ruletaker(made)
    return [replace(item, id=f"rules-style-{item.id}") for item in items]


def _theory(place: int, depth: int, entailed: bool, draw: Random) -> dict[str, str]:
    """A chain of rules from a fact to the question; of one that is not entailed, the fact it begins with is missing."""
    name, other = draw.sample(_NAMES, 2)
    chain = draw.sample(_PROPERTIES, depth + 1)
    rest = [one for one in _PROPERTIES if one not in chain]
    held = draw.sample(rest, 3)
    facts = [f"{name} is {one}." for one in held[:2]] + [f"{other} is {held[2]}.", f"{other} is {chain[0]}."]
    if entailed:
        facts.append(f"{name} is {chain[0]}.")
    implied = [f"If someone is {a} then they are {b}." for a, b in itertools.pairwise(chain)]
    # rules that lead nowhere: from what is not held by the one asked about, to what is not asked
    idle = [one for one in rest if one not in held]
    implied += [f"If someone is {a} then they are {b}." for a, b in zip(idle[:3], idle[3:6], strict=False)]
    draw.shuffle(facts)
    draw.shuffle(implied)
    return {
        "context": " ".join([*facts, *implied]),
        "question": f"{name} is {chain[-1]}.",
        "label": "entailment" if entailed else "not entailment",
        "config": f"depth-{depth}",
        "_file": str(place),
    }


# Graphs: topological orders and shortest paths in GraphWiz's words


def orders(n: int = N, seed: int = SEED) -> list[TaskItem]:
    """Topological orders of 4 to 9 nodes and shortest paths of 5 to 10, in turn."""
    made: list[TaskItem] = []
    for place in range(n):
        draw = Random(f"orders/{seed}/{place}")
        row = _topology(draw) if place % 2 else _shortest(draw)
        (item,) = graphs.graphwiz([{**row, "index": place}])
        made.append(replace(item, id=f"orders-style-{place}"))
    return made


def _topology(draw: Random) -> dict[str, str]:
    size = draw.randint(4, 9)
    order = draw.sample(range(size), size)
    pairs = [pair for pair in itertools.combinations(order, 2) if draw.random() < 0.35] or [(order[0], order[1])]
    draw.shuffle(pairs)
    edges = " ".join(f"({one}->{other})" for one, other in pairs)
    return {
        "_file": "topology",
        "input_prompt": "Find an order of the nodes of a directed graph in which every edge leads forwards; (i->j) is "
        f"an edge from node i to node j. Q: The nodes are numbered from 0 to {size - 1}, and the edges are: {edges}. "
        "Give one topology sorting path of this graph.",
        "answer": f"### {json.dumps([order])}",
    }


def _shortest(draw: Random) -> dict[str, str]:
    size = draw.randint(5, 10)
    # a ring, so that every node is reached, and chords
    pairs = {(node, (node + 1) % size) for node in range(size)}
    pairs |= {pair for pair in itertools.combinations(range(size), 2) if draw.random() < 0.25}
    weighted = {tuple(sorted(pair)): draw.randint(1, 9) for pair in sorted(pairs)}
    start, end = draw.sample(range(size), 2)
    edges = " ".join(f"({one},{other},{weight})" for (one, other), weight in sorted(weighted.items()))
    return {
        "_file": "shortest",
        "input_prompt": "Find the weight of the shortest path between two nodes of an undirected graph; (i,j,k) is an "
        f"edge of weight k between nodes i and j. Q: The nodes are numbered from 0 to {size - 1}, and the edges are: "
        f"{edges}. Give the weight of the shortest path from node {start} to node {end}.",
        "answer": f"### {_least(size, weighted, start, end)}",
    }


def _least(size: int, weighted: dict[tuple[int, ...], int], start: int, end: int) -> int:
    """Bellman and Ford's way; the scorer's check is Dijkstra's."""
    known = {node: 0 if node == start else 10**9 for node in range(size)}
    for _ in range(size):
        for (one, other), weight in weighted.items():
            known[one] = min(known[one], known[other] + weight)
            known[other] = min(known[other], known[one] + weight)
    return known[end]


STYLES: Final[dict[str, Callable[[], Sequence[TaskItem]]]] = {
    "zebra_style": zebra,
    "ruletaker_style": rules,
    "graphwiz_style": orders,
}
