"""A segment tree for range minima with point updates."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Carry out operations on a list of integers: ('set', i, v) puts v at index i, ('min', a, b) asks for the smallest value
at the indices a to b, both included. Return the answers to the 'min' operations in order.
"""

CODE = """
class SegmentTree:
    def __init__(self, values):
        self.n = len(values)
        self.tree = [0] * self.n + values
        for i in range(self.n - 1, 0, -1):
            self.tree[i] = min(self.tree[2 * i], self.tree[2 * i + 1])

    def update(self, index, value):
        i = index + self.n
        self.tree[i] = value
        while i > 1:
            i //= 2
            self.tree[i] = min(self.tree[2 * i], self.tree[2 * i + 1])

    def query(self, first, last):
        low = first + self.n
        high = last + self.n + 1
        best = self.tree[low]
        while low < high:
            if low % 2 == 1:
                best = min(best, self.tree[low])
                low += 1
            if high % 2 == 1:
                high -= 1
                best = min(best, self.tree[high])
            low //= 2
            high //= 2
        return best


def run(values, operations):
    tree = SegmentTree(values)
    answers = []
    for kind, a, b in operations:
        if kind == "set":
            tree.update(a, b)
        else:
            answers.append(tree.query(a, b))
    return answers
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + 1
    values = [random.randint(1, 50) for _ in range(n)]
    operations: list[tuple[str, int, int]] = []
    for _ in range(max(1, size // 2)):
        a, b = sorted(random.choices(range(n), k=2))
        operations += [("set", random.randrange(n), random.randint(1, 50)), ("min", a, b)]
    return values, operations


def oracle(values: list[int], operations: list[tuple[str, int, int]]) -> list[int]:
    current = list(values)
    answers = []
    for kind, a, b in operations:
        if kind == "set":
            current[a] = b
        else:
            answers.append(sorted(current[a : b + 1])[0])
    return answers


FAMILY = function_family(
    name="segment_tree",
    title="Range minimum with a segment tree",
    statement=STATEMENT,
    code=CODE,
    entry_point="run",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=64,
)
