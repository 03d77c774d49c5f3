"""A singly linked list: build it, reverse a stretch in place, read it back."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Build a singly linked list from the values, reverse the part from position first to position last (counted from 1,
both included) by redirecting links, and return the values in their new order.
"""

CODE = """
class Node:
    def __init__(self, value, next_node=None):
        self.value = value
        self.next = next_node


def reverse_part(values, first, last):
    head = Node(None)
    for value in reversed(values):
        head.next = Node(value, head.next)
    before = head
    for _ in range(first - 1):
        before = before.next
    tail = before.next
    for _ in range(last - first):
        moved = tail.next
        tail.next = moved.next
        moved.next = before.next
        before.next = moved
    result = []
    node = head.next
    while node is not None:
        result.append(node.value)
        node = node.next
    return result
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    first, last = sorted(random.choices(range(1, size + 1), k=2))
    return [random.randint(1, 99) for _ in range(size)], first, last


def oracle(values: list[int], first: int, last: int) -> list[int]:
    middle = values[first - 1 : last]
    return values[: first - 1] + middle[::-1] + values[last:]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield result[::-1], 1, len(result)


FAMILY = function_family(
    name="linked_list_reversal",
    title="Reverse part of a linked list",
    statement=STATEMENT,
    code=CODE,
    entry_point="reverse_part",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=150,
    invert=Inverse(
        "which part was reversed cannot be seen, but turning the whole list over twice changes nothing, "
        "so we give it the other way round and have all of it reversed",
        (
            "len(result)",
            "result[::-1]",
        ),
        invert,
    ),
)
