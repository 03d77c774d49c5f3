"""A number sent through a chain of linear machines, against composing the machines first."""

from __future__ import annotations

from functools import reduce
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """A number goes through machines one after the other: $machines_text. What comes out at the end for the input
    $start?""",
    """$name starts with the number $start and applies these steps in order: $machines_text. Which number does $they
    end up with?""",
    """Let every step turn x into a new number: $machines_text. Starting from x = $start, find the number after the
    last step.""",
)

CODE = """
value = $start
machines = $machines
for name, number in machines:
    if name == "add":
        value += number
    elif name == "subtract":
        value -= number
    elif name == "multiply":
        value *= number
    else:
        value = -value
print(value)
"""

WORDS = {"add": "add {}", "subtract": "subtract {}", "multiply": "multiply by {}", "negate": "change the sign"}


def generate(random: Random, size: int) -> dict[str, object]:
    machines: list[tuple[str, int]] = []
    for _ in range(max(2, size)):
        name = random.choice([word for word in WORDS if not machines or word != machines[-1][0]])
        machines.append((name, 0 if name == "negate" else random.randint(2, 4 if name == "multiply" else 15)))
    return {
        **person(random),
        "start": random.randint(-9, 20),
        "machines": machines,
        "machines_text": listing([WORDS[name].format(number) for name, number in machines]),
    }


def oracle(start: int, machines: list[tuple[str, int]]) -> int:
    lines = {"add": (1, 1), "subtract": (1, -1), "multiply": (0, 0), "negate": (-1, 0)}

    def chained(line: tuple[int, int], machine: tuple[str, int]) -> tuple[int, int]:
        name, number = machine
        slope = number if name == "multiply" else lines[name][0]
        return slope * line[0], slope * line[1] + lines[name][1] * number

    slope, shift = reduce(chained, machines, (1, 0))
    return slope * start + shift


FAMILY = template_family(
    name="function_machine",
    title="A chain of function machines",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=20,
)
