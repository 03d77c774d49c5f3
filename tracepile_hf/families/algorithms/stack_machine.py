"""A stack machine with arithmetic, copying and a conditional jump."""

from __future__ import annotations

from random import Random
from typing import Any

from tracepile_hf.families.family import function_family

STATEMENT = """
A machine carries out instructions one after the other: a number is pushed; 'add', 'sub' and 'mul' replace the two
topmost numbers by their sum, difference (lower minus top) or product; 'dup' pushes a copy of the top; 'swap'
exchanges the two topmost; ('jump', i) takes the top away and, if it is positive, continues at instruction i. It stops
after the last instruction. Return the stack and the number of instructions carried out.
"""

CODE = """
def execute(program):
    stack = []
    counter = 0
    done = 0
    while counter < len(program):
        instruction = program[counter]
        counter += 1
        done += 1
        if isinstance(instruction, int):
            stack.append(instruction)
        elif instruction == "dup":
            stack.append(stack[-1])
        elif isinstance(instruction, tuple):
            if stack.pop() > 0:
                counter = instruction[1]
        else:
            top = stack.pop()
            below = stack.pop()
            if instruction == "add":
                stack.append(below + top)
            elif instruction == "sub":
                stack.append(below - top)
            elif instruction == "mul":
                stack.append(below * top)
            else:
                stack.append(top)
                stack.append(below)
    return stack, done
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    """Either straight-line arithmetic or a countdown that changes a number in each round."""
    if random.random() < 0.5:
        changes: list[list[object]] = [[random.randint(2, 5), "add"], [random.randint(2, 3), "mul"], ["dup", "add"]]
        change = random.choice(changes)
        rounds = random.randint(2, 3)
        loop = ["swap", *change, "swap", 1, "sub", "dup"]
        return ([random.randint(1, 6), rounds, *loop, ("jump", 2)],)
    program: list[object] = [random.randint(1, 9)]
    for _ in range(size):
        number, operation = random.randint(1, 9), random.choice(["add", "sub", "mul"])
        pieces: list[list[object]] = [[number, operation], ["dup", "add"], [number, "swap", "sub"]]
        program += random.choice(pieces)
    return (program,)


def oracle(program: list[object]) -> tuple[list[int], int]:
    def after(place: int, stack: tuple[Any, ...]) -> tuple[list[int], int]:
        if place == len(program):
            return list(stack), 0
        match program[place], stack:
            case int(number), _:
                following = (*stack, number)
            case "dup", (*_, top):
                following = (*stack, top)
            case "swap", (*rest, below, top):
                following = (*rest, top, below)
            case ("jump", int(target)), (*rest, top):
                final, done = after(target if top > 0 else place + 1, tuple(rest))
                return final, done + 1
            case operation, (*rest, below, top):
                following = (*rest, {"add": below + top, "sub": below - top, "mul": below * top}[str(operation)])
        final, done = after(place + 1, following)
        return final, done + 1

    return after(0, ())


FAMILY = function_family(
    name="stack_machine",
    title="A small stack machine",
    statement=STATEMENT,
    code=CODE,
    entry_point="execute",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=30,
)
