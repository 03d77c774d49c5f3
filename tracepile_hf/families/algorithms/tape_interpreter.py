"""Interpreter for a language of six signs that works on a row of cells."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A program works on a row of cells holding 0, with a pointer at the first cell. '>' and '<' move the pointer, '+' and
'-' change the cell by one, '[' skips to behind the matching ']' if the cell is 0, and ']' goes back to the matching
'[' if it is not. Return the cells and the number of signs carried out.
"""

CODE = """
def match_brackets(program):
    partner = {}
    stack = []
    for place, sign in enumerate(program):
        if sign == "[":
            stack.append(place)
        elif sign == "]":
            start = stack.pop()
            partner[start] = place
            partner[place] = start
    return partner


def interpret(program, size):
    partner = match_brackets(program)
    cells = [0] * size
    pointer = place = done = 0
    while place < len(program):
        sign = program[place]
        done += 1
        if sign in "<>":
            pointer += 1 if sign == ">" else -1
        elif sign in "+-":
            cells[pointer] += 1 if sign == "+" else -1
        elif sign == "[" and cells[pointer] == 0:
            place = partner[place]
        elif sign == "]" and cells[pointer] != 0:
            place = partner[place]
        place += 1
    return cells, done
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    """Put a number into the first cell, then move multiples of it to others in a loop."""
    rounds = random.randint(1, 2)
    second, third = random.randint(0, 2), random.randint(0, 1)
    body = "-" + ">" + "+" * second + ">" + "+" * third + "<<"
    tail = random.choice(["", ">-", ">>+", ">+<+", "++"])
    start = "".join(random.choice([">+<", "", ">>+<<", ">-<"]) for _ in range(min(size, 12) // 3))
    return start + "+" * rounds + "[" + body + "]" + tail, 3


def oracle(program: str, size: int) -> tuple[list[int], int]:
    """As a recursive walk over nested blocks instead of jumps."""
    cells = [0] * size
    pointer = done = 0

    def block(place: int) -> int:
        """Carry out from `place` to the end of the block; return the place of its closing bracket or the end."""
        nonlocal pointer, done
        while place < len(program) and program[place] != "]":
            sign = program[place]
            done += 1
            if sign == "[":
                end = _closing(program, place)
                while cells[pointer]:
                    block(place + 1)
                    done += 1  # the closing bracket
                place = end
            else:
                pointer += {">": 1, "<": -1}.get(sign, 0)
                cells[pointer] += {"+": 1, "-": -1}.get(sign, 0)
            place += 1
        return place

    block(0)
    return cells, done


def _closing(program: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(program)):
        depth += {"[": 1, "]": -1}.get(program[place], 0)
        if depth == 0:
            return place
    raise ValueError(f"no closing bracket for place {opening}")


FAMILY = function_family(
    name="tape_interpreter",
    title="An interpreter for a tape language",
    statement=STATEMENT,
    code=CODE,
    entry_point="interpret",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
)
