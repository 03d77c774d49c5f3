"""Stacks: bumper cars that drive towards each other."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Bumper cars stand on a line. Each drives to the right (a positive number) or to the left (a negative one), all equally
fast; the absolute value is the car's weight. When two cars meet, the lighter one is pushed out, two equally heavy
ones both drop out, and a car that wins loses 1 of its weight; if nothing is left of it, it drops out as well.
Meetings are worked out for the cars from the left to the right: each car that drives to the left meets the cars to
its left that drive to the right, the nearest one first.

Input

The first line contains n (1 <= n <= 200). The second line contains the cars from the left to the right, numbers other
than 0 from -100 to 100.

Output

Print the cars that are left in the end with their weights and directions, or NONE, and on the next line the number of
meetings.

Example

Input:
    5
    4 2 -3 6 -1

Output:
    3 5
    3
"""

CODE = """
n = int(input())
cars = list(map(int, input().split()))
stack = []
meetings = 0
for car in cars:
    while car < 0 and stack and stack[-1] > 0:
        meetings += 1
        top = stack.pop()
        if top > -car:
            if top > 1:
                stack.append(top - 1)
            car = 0
        elif top == -car:
            car = 0
        else:
            car += 1
    if car:
        stack.append(car)
print(*stack or ["NONE"])
print(meetings)
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.choice((1, 1, -1)) * random.randint(1, 9) for _ in range(size)])


def oracle(stdin: str) -> str:
    """Rewrite the first place where a car to the right is followed by one to the left, until there is none."""
    cars = [int(word) for word in stdin.split()[1:]]
    meetings = 0
    while True:
        places = [i for i in range(len(cars) - 1) if cars[i] > 0 > cars[i + 1]]
        if not places:
            return lines(cars or "NONE", meetings)
        right, left = cars[places[0] : places[0] + 2]
        winner = 0 if right + left == 0 else right - 1 if right > -left else left + 1
        cars[places[0] : places[0] + 2] = [winner] if winner else []
        meetings += 1


IDEA = (
    "Cars that drive right wait on a stack, for only the last of them can meet a car that drives left. Of "
    "two that meet, the stronger goes on, one weaker."
)
INVARIANTS = (
    Invariant(
        "car != 0 and (car > 0 or all(other < 0 for other in stack))",
        "{car} meets nobody now, and {len(stack)|# car} {len(stack)|is/are} on the road",
        line="stack.append(car)",
    ),
    Invariant(
        "car < 0 and stack[-1] > 0",
        "meeting number {meetings}: {stack[-1]} drives right and {-car} left",
        line="meetings += 1",
    ),
)


FAMILY = script_family(
    name="bumper_cars",
    title="Bumper cars that drive towards each other",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
