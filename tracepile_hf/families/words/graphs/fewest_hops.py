"""Levels of a breadth-first search, against relaxing."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph What is the smallest number of edges on a way from $start to $goal?""",
    """$graph Starting at $start, how many edges does one have to pass at least to be at $goal?""",
)

CODE = """
edges = $edges
start, goal = $ends
level = [start]
visited = [start]
steps = 0
while goal not in level:
    following = []
    for node in level:
        for edge in edges:
            if node in edge:
                other = edge[1] if edge[0] == node else edge[0]
                if other not in visited:
                    visited.append(other)
                    following.append(other)
    level = following
    steps += 1
    #: With {steps|edge~edges} we come to {level}. || {level} {"is" if len(level) == 1 else "are"} {steps|edge~edges} away.
print(steps)
#: {goal} is there after {steps}. || So {goal} is {steps|edge~edges} from {start}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 4, extra=0.1)
    around = neighbours(values["nodes"], values["edges"])
    start = random.choice(values["nodes"])
    far = hops(around, start)
    goal = random.choice([node for node in far if node != start and far[node] >= random.randint(1, max(far.values()))])
    return {**values, "ends": (start, goal), "start": start, "goal": goal}


def oracle(edges: list[Edge], ends: tuple[Node, Node]) -> int:
    return hops(neighbours([end for edge in edges for end in edge], edges), ends[0])[ends[1]]


FAMILY = told_family(
    name="fewest_hops",
    title="The fewest edges between two nodes",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
