"""A stack with a capacity, whose misuse raises exceptions that callers count."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Commands go to a stack that holds at most `capacity` numbers: a number is pushed, 'pop' takes the top off, 'swap'
exchanges the two numbers on top, 'drain' empties the stack from the top. Pushing onto a full stack, popping an empty
one and swapping fewer than two numbers fail and change nothing; a full stack that is pushed to three times without a
success in between loses its lowest number instead and takes the new one. Return what 'pop' and 'drain' took off, in
order, the stack at the end, and how often each failure happened: [full, empty, short].
"""

CODE = """
class StackError(Exception):
    pass


class Full(StackError):
    pass


class Empty(StackError):
    pass


class Stack:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []

    def push(self, item):
        if len(self.items) == self.capacity:
            raise Full(item)
        self.items.append(item)

    def pop(self):
        if not self.items:
            raise Empty("pop")
        return self.items.pop()

    def swap(self):
        if len(self.items) < 2:
            raise StackError("swap")
        self.items[-1], self.items[-2] = self.items[-2], self.items[-1]


def run_commands(capacity, commands):
    stack = Stack(capacity)
    taken = []
    failures = [0, 0, 0]
    in_vain = 0
    for command in commands:
        try:
            if command == "pop":
                taken.append(stack.pop())
            elif command == "swap":
                stack.swap()
            elif command == "drain":
                while True:
                    taken.append(stack.pop())
            else:
                stack.push(command)
            in_vain = 0
        except Full:
            failures[0] += 1
            in_vain += 1
            if in_vain == 3:
                del stack.items[0]
                stack.push(command)
                in_vain = 0
        except Empty:
            if command == "drain":
                in_vain = 0
            else:
                failures[1] += 1
        except StackError:
            failures[2] += 1
    return taken, stack.items, failures
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    commands: list[object] = []
    for _ in range(size):
        word = random.choice(("push", "push", "push", "pop", "pop", "swap", "drain"))
        commands.append(random.randint(10, 99) if word == "push" else word)
    return random.randint(1, 3), commands


def oracle(capacity: int, commands: list[int | str]) -> tuple[list[int], list[int], list[int]]:
    stack: tuple[int, ...] = ()
    taken: list[int] = []
    full = empty = short = in_vain = 0
    for command in commands:
        failed = False
        if isinstance(command, int):
            failed = len(stack) == capacity
            full += failed
            in_vain += failed
            if in_vain == 3:
                stack, in_vain = (*stack[1:], command), 0
            elif not failed:
                stack = (*stack, command)
        elif command == "drain":
            taken += reversed(stack)
            stack = ()
        elif command == "pop":
            failed = not stack
            empty += failed
            taken += stack[-1:]
            stack = stack[:-1]
        else:
            failed = len(stack) < 2
            short += failed
            stack = stack if failed else (*stack[:-2], stack[-1], stack[-2])
        in_vain = in_vain if failed else 0
    return taken, list(stack), [full, empty, short]


FAMILY = function_family(
    name="bounded_stack",
    title="A stack with a capacity",
    statement=STATEMENT,
    code=CODE,
    entry_point="run_commands",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=100,
)
