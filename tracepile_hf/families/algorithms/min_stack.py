"""A stack with a second stack of minima."""

from __future__ import annotations

from random import Random
from typing import Any

from tracepile_hf.families.family import function_family

STATEMENT = """
Commands on a stack: ('push', x), ('pop',) and ('min',), the last asking for the smallest number on the stack. A pop
or min on an empty stack is skipped. Return the answers to the min commands, in order, and the stack left at the end.
"""

CODE = """
class MinStack:
    def __init__(self):
        self.items = []
        self.minima = []

    def push(self, value):
        self.items.append(value)
        if not self.minima or value <= self.minima[-1]:
            self.minima.append(value)

    def pop(self):
        value = self.items.pop()
        if value == self.minima[-1]:
            self.minima.pop()
        return value

    def minimum(self):
        return self.minima[-1]


def replay_stack(commands):
    stack = MinStack()
    answers = []
    for command in commands:
        if command[0] == "push":
            stack.push(command[1])
        elif not stack.items:
            continue
        elif command[0] == "pop":
            stack.pop()
        else:
            answers.append(stack.minimum())
    return answers, stack.items
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    commands: list[tuple[Any, ...]] = [("push", random.randint(-20, 20))]
    for _ in range(size):
        kind = random.choice(["push", "push", "pop", "min", "min"])
        commands.append((kind, random.randint(-20, 20)) if kind == "push" else (kind,))
    return (commands,)


def oracle(commands: list[tuple[Any, ...]]) -> tuple[list[int], list[int]]:
    items: list[int] = []
    answers = []
    for kind, *value in commands:
        if kind == "push":
            items = [*items, *value]
        elif kind == "pop":
            items = items[:-1]
        elif items:
            answers.append(sorted(items)[0])
    return answers, items


FAMILY = function_family(
    name="min_stack",
    title="A stack that knows its minimum",
    statement=STATEMENT,
    code=CODE,
    entry_point="replay_stack",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=150,
)
