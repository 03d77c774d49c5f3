"""Shared neighbours over all neighbours, against sets and fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, neighbours

STATEMENTS = (
    """$graph Divide the number of common neighbours of $start and $goal by the number of nodes that are neighbours of at least one of them. Give the exact fraction.""",
    """$graph What is the Jaccard similarity of $start and $goal, as a fraction in lowest terms?""",
)

CODE = """
from fractions import Fraction
nodes = $nodes
edges = $edges
first, second = $ends
one = [node for node in nodes if (first, node) in edges or (node, first) in edges]
#: Around {first} are {one}. || {first} has the neighbours {one}.
other = [node for node in nodes if (second, node) in edges or (node, second) in edges]
#: Around {second} are {other}. || {second} has the neighbours {other}.
both = [node for node in one if node in other]
#: Common to both: {both}, which is {len(both)}. || Of these {len(both)} are common: {both}.
either = sorted(set(one) | set(other))
#: Around at least one: {either}, which is {len(either)}. || Together they have {len(either)}: {either}.
share = Fraction(len(both), len(either))
print(share)
#: The quotient {len(both)} / {len(either)} is {share}. || So the likeness is {share}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=1.2)
    start, goal = random.sample(values["nodes"], 2)
    return {**values, "ends": (start, goal), "start": start, "goal": goal}


def oracle(nodes: list[Node], edges: list[Edge], ends: tuple[Node, Node]) -> Fraction:
    one, other = (set(neighbours(nodes, edges)[end]) for end in ends)
    return Fraction(len(one & other), len(one | other))


FAMILY = told_family(
    name="likeness_of_two",
    title="The Jaccard likeness of two nodes",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=12,
)
