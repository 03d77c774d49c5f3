"""Elementary cellular automaton in Wolfram's numbering, on a ring."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Cells on a ring are dead '.' or alive '#'. In each generation a cell looks at its left neighbour, itself and its right
neighbour as the binary digits of a number from 0 to 7; that digit of the rule's number, counted from the lowest, says
whether it lives. Return the list of generations, the first one included.
"""

CODE = """
def evolve(cells, rule, generations):
    history = [cells]
    n = len(cells)
    for _ in range(generations):
        following = ""
        for i in range(n):
            pattern = 0
            for neighbour in (cells[i - 1], cells[i], cells[(i + 1) % n]):
                pattern = 2 * pattern + (neighbour == "#")
            following += "#" if rule >> pattern & 1 else "."
        cells = following
        history.append(cells)
    return history
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    cells = "".join(random.choice(".#") for _ in range(size + random.randint(2, 4)))
    return cells, random.choice([18, 22, 30, 45, 54, 60, 73, 90, 106, 110, 122, 126, 150]), 2 if size < 5 else 4


def oracle(cells: str, rule: int, generations: int) -> list[str]:
    names = ["...", "..#", ".#.", ".##", "#..", "#.#", "##.", "###"]
    table = {name: ".#"[int(digit)] for name, digit in zip(names, reversed(f"{rule:08b}"), strict=True)}
    history = [cells]
    while len(history) <= generations:
        ring = history[-1][-1] + history[-1] + history[-1][0]
        history.append("".join(table[ring[i : i + 3]] for i in range(len(cells))))
    return history


FAMILY = function_family(
    name="cellular_automaton",
    title="An elementary cellular automaton",
    statement=STATEMENT,
    code=CODE,
    entry_point="evolve",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=20,
)
