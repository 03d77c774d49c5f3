"""Moves of a number of things, against net flows."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import FRUITS, plural
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """The red basket has $red $thing, the blue one $blue and the green one $green. $text How many $thing are in the $goal basket then?""",
    """At first there are $red $thing in a red basket, $blue in a blue one and $green in a green one. $text What does the $goal basket hold in the end?""",
)

CODE = """
baskets = {"red": $red, "blue": $blue, "green": $green}
for count, source, target in $moves:
    baskets[source] -= count
    baskets[target] += count
    #: Now {source} has {baskets[source] + count} - {count} = {baskets[source]} and {target} {baskets[target] - count} + {count} = {baskets[target]}. || {count} from {source} to {target}: that is {baskets[source]} and {baskets[target]}.
held = baskets["$goal"]
print(held)
#: The $goal basket holds {held}. || In the $goal basket there are {held}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    start = {colour: random.randint(12, 40) for colour in ("red", "blue", "green")}
    held, moves = dict(start), []
    for _ in range(size):
        source, target = random.sample(list(held), 2)
        count = random.randint(1, max(1, held[source] // 2))
        held[source] -= count
        held[target] += count
        moves.append((count, source, target))
    thing = plural(random.choice(FRUITS))
    return {
        **start,
        "moves": moves,
        "goal": random.choice(list(start)),
        "thing": thing,
        "text": " ".join(f"Then {count} go from {source} to {target}." for count, source, target in moves),
    }


def oracle(red: int, blue: int, green: int, moves: list[tuple[int, str, str]], goal: str) -> int:
    start = {"red": red, "blue": blue, "green": green}
    return start[goal] + sum(n for n, _, to in moves if to == goal) - sum(n for n, source, _ in moves if source == goal)


FAMILY = told_family(
    name="pouring_baskets",
    title="Things moved from basket to basket",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
