"""Greedy: fewest neighbour swaps to make beads alternate."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A string of red (R) and blue (B) beads is to alternate in colour. In one move two neighbouring beads change places.
Beads of one colour never need to pass each other, so the first red bead goes to the first place for red, and so on.

Input

The only line contains the string of beads, 1 to 300 letters R and B.

Output

Print the smallest number of moves and the alternating string reached; if both colours may come first and need equally
many moves, red comes first. If the string cannot alternate, print -1.

Example

Input:
    RRBBBR

Output:
    2 RBRBRB
"""

CODE = """
s = input().strip()
n = len(s)
red = [i for i, c in enumerate(s) if c == "R"]
blue = n - len(red)
best = None
for start in range(2):
    places = range(start, n, 2)
    if len(places) != len(red):
        continue
    cost = 0
    for have, want in zip(red, places):
        cost += abs(have - want)
    if best is None or cost < best[0]:
        best = (cost, start)
if best is None:
    print(-1)
else:
    pattern = "RB" if best[1] == 0 else "BR"
    print(best[0], (pattern * n)[:n])
"""


def generate(random: Random, size: int) -> str:
    beads = ["R", "B"] * (size // 2) + [random.choice("RB")] * (size % 2)
    if size > 2 and random.random() < 0.1:
        beads[0] = beads[1]
    random.shuffle(beads)
    return "".join(beads)


def oracle(stdin: str) -> str:
    beads = stdin.strip()
    answers = []
    for first, second in ("RB", "BR"):
        goal = [(first, second)[place % 2] for place in range(len(beads))]
        if sorted(goal) == sorted(beads):
            answers.append((_bubbles(list(beads), goal), "".join(goal)))
    return "{} {}".format(*min(answers, key=lambda answer: answer[0])) if answers else "-1"


def _bubbles(beads: list[str], goal: list[str]) -> int:
    """Bring the right bead to each place in turn, from the nearest position behind it."""
    moves = 0
    for place, colour in enumerate(goal):
        found = beads.index(colour, place)
        beads.insert(place, beads.pop(found))
        moves += found - place
    return moves


IDEA = (
    "If the red beads are to stand at every second place, the first of them goes to the first such place, "
    "the second to the second. Crossing over would only cost more."
)
INVARIANTS = (
    Invariant(
        "cost >= abs(have - want)",
        "moving a red bead from {have} to {want} makes {cost} in all",
        line="cost += abs(have - want)",
    ),
)


FAMILY = script_family(
    name="bead_alternation",
    title="Fewest neighbour swaps to make beads alternate",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=300,
    idea=IDEA,
    invariants=INVARIANTS,
)
