"""Breadth-first search told with its frontier, against relaxing."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph Can one get from $start to $goal along edges? Answer yes or no.""",
    """$graph Do any edges lead, one after the other, from $start to $goal (yes or no)?""",
)

CODE = """
edges = $edges
start, goal = $ends
visited = [start]
frontier = [start]
#: We start from {start}. || The search begins at {start}.
while frontier and goal not in visited:
    node = frontier.pop(0)
    new = []
    for edge in edges:
        if node in edge[:2]:
            other = edge[1] if edge[0] == node else edge[0]
            if other not in visited:
                visited.append(other)
                frontier.append(other)
                new.append(other)
    found = len(new)
    #: From {node} we come to {new}; to be looked at: {frontier}. || {node} leads to {new} for the first time, and the frontier is {frontier}.
print("yes" if goal in visited else "no")
#: goal in visited => {goal} is among those visited, so the answer is yes. || We have come to {goal}: yes.
#: Visited are {visited}, and {goal} is not among them: no. || Nothing is left to look at without {goal} being met, so no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 3, extra=0.3, parts=random.choice((1, 2, 2)))
    start, goal = random.sample(values["nodes"], 2)
    return {**values, "ends": (start, goal), "start": start, "goal": goal}


def oracle(edges: list[Edge], ends: tuple[Node, Node]) -> str:
    nodes = [*ends, *(end for edge in edges for end in edge[:2])]
    return "yes" if ends[1] in hops(neighbours(nodes, edges), ends[0]) else "no"


FAMILY = told_family(
    name="reach_between",
    title="Whether one node can be reached from another",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
    yes_no=True,
)
