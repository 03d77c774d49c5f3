"""Position and heading step by step, against complex numbers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN, some
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """$name stands in a wide field, facing north, and is told: $walk_text Is $name back at the starting point after that? Answer yes or no.""",
    """A toy robot that looks north gets these orders: $walk_text Does it end where it began, yes or no?""",
)

CODE = """
x, y = 0, 0
facing = 0
names = ["north", "east", "south", "west"]
for order, amount in $orders:
    if order == "turn":
        #: not =>
        facing = (facing + amount) % 4
        #: Turning makes it face {names[facing]}. || Now it faces {names[facing]}.
    else:
        if facing == 0:
            y += amount
        elif facing == 1:
            x += amount
        elif facing == 2:
            y -= amount
        else:
            x -= amount
        where = (x, y)
        #: {amount|step~steps} {names[facing]} lead to {where|comma}, counted east and north of the start. || From there {amount} {names[facing]}: east {x}, north {y}.
verdict = "yes" if x == 0 and y == 0 else "no"
print(verdict)
#: verdict == "yes" => East {x} and north {y} is the start, so yes. || Both counts are zero: yes.
#: East {x} and north {y} is not the start, so no. || It is away from the start: no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    while True:
        orders: list[tuple[str, int]] = []
        for _ in range(size):
            orders.append(("go", random.randint(1, 6)))
            orders.append(("turn", random.choice((1, 2, 3))))
        if random.random() < 0.7 or size < 4:
            spot, heading = 0j, 1j
            for order, amount in orders:
                spot, heading = (
                    (spot, heading * (-1j) ** amount) if order == "turn" else (spot + amount * heading, heading)
                )
            for goal in (-1j if spot.imag > 0 else 1j, -1 if spot.real > 0 else 1):
                length = int(abs(spot.imag if goal.imag else spot.real))
                turn = next(count for count in range(4) if heading * (-1j) ** count == goal)
                orders += [("turn", turn)] * (turn > 0) + [("go", length)] * (length > 0)
                heading = goal
        while orders[-1][0] == "turn":
            orders.pop()
        if random.random() < 0.4:
            orders[-1] = ("go", orders[-1][1] + 1)
        break
    turns = {1: "turn right", 2: "turn around", 3: "turn left"}
    said = [turns[amount] if order == "turn" else f"go {some(amount, 'step')}" for order, amount in orders]
    return {"orders": orders, "walk_text": ", ".join(said) + ".", "name": random.choice((*WOMEN, *MEN))}


def oracle(orders: list[tuple[str, int]]) -> str:
    spot, heading = 0j, 1j
    for order, amount in orders:
        if order == "turn":
            heading *= (-1j) ** amount
        else:
            spot += amount * heading
    return "yes" if spot == 0 else "no"


FAMILY = told_family(
    name="back_at_the_start",
    title="Whether a walk with turns ends where it began",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
    yes_no=True,
)
