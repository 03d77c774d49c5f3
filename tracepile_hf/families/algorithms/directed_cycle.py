"""Cycle detection in a directed graph by three colours."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
needs maps every package to the list of packages it depends on. Search depth first from the packages in the order of
the dictionary. If some packages depend on each other in a circle, return the first circle met, starting from its
member that was visited first; otherwise return an empty list.
"""

CODE = """
def find_cycle(needs):
    done = set()
    path = []

    def search(package):
        if package in path:
            return path[path.index(package):]
        if package in done:
            return []
        path.append(package)
        for other in needs[package]:
            cycle = search(other)
            if cycle:
                return cycle
        path.pop()
        done.add(package)
        return []

    for package in needs:
        cycle = search(package)
        if cycle:
            return cycle
    return []
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    words = ["app", "web", "log", "net", "json", "ui", "db", "auth", "cli", "core"]
    names = random.sample(words, size) if size <= len(words) else [f"lib{i}" for i in range(size)]
    lists = adjacency(size, some_edges(random, size, size + 2, directed=True), directed=True)
    return ({name: [names[other] for other in lists[i]] for i, name in enumerate(names)},)


def oracle(needs: dict[str, list[str]]) -> list[str]:
    # The same order of visits, but written with a stack of iterators; "done" is known beforehand by pruning leaves.
    acyclic: set[str] = set()
    for _ in needs:
        acyclic |= {package for package in needs if acyclic.issuperset(needs[package])}
    for start in needs:
        if start in acyclic:
            continue
        path = [start]
        while True:  # everything followed leads to a cycle, so the walk never has to turn back
            following = next(package for package in needs[path[-1]] if package not in acyclic)
            if following in path:
                return path[path.index(following) :]
            path.append(following)
    return []


FAMILY = function_family(
    name="directed_cycle",
    title="A cycle among dependencies",
    statement=STATEMENT,
    code=CODE,
    entry_point="find_cycle",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=30,
)
