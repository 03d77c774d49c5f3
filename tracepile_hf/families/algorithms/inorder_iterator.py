"""A search tree whose in-order walk is a generator with an upper limit."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Keys are inserted one after the other into a binary search tree. A generator then yields its keys in ascending order;
the walk stops at the first key above high. Return the keys from low to high and the number of keys the generator
yielded in all.
"""

CODE = """
class Tree:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif self.right is None:
            self.right = Tree(key)
        else:
            self.right.insert(key)

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def keys_between(keys, low, high):
    tree = Tree(keys[0])
    for key in keys[1:]:
        tree.insert(key)
    found = []
    count = 0
    for key in tree:
        count += 1
        if key > high:
            break
        if key >= low:
            found.append(key)
    return found, count
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    keys = random.sample(range(1, 10 * size + 5), size)
    low, high = sorted(random.choices(range(1, 10 * size + 5), k=2))
    return keys, low, high


def oracle(keys: list[int], low: int, high: int) -> tuple[list[int], int]:
    ordered = sorted(keys)
    above = sum(key > high for key in keys)
    return [key for key in ordered if low <= key <= high], len(keys) - above + (above > 0)


FAMILY = function_family(
    name="inorder_iterator",
    title="Walking a search tree with a generator",
    statement=STATEMENT,
    code=CODE,
    entry_point="keys_between",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=80,
)
