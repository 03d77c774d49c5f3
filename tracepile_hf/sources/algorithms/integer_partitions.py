"""Dynamic programming: partitions of a number into parts of limited size."""

from __future__ import annotations

from random import Random

from tracepile_hf.sources.family import function_family

STATEMENT = """
Return a table whose row k (from 0 to largest) lists the numbers of ways to write 0, 1, ..., n as a sum of positive
integers of at most k, the order of the parts not mattering.
"""

CODE = """
def count_partitions(n, largest):
    table = [[1] + [0] * n]
    for part in range(1, largest + 1):
        row = []
        for total in range(n + 1):
            without = table[part - 1][total]
            if total >= part:
                row.append(without + row[total - part])
            else:
                row.append(without)
        table.append(row)
    return table
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size + random.randint(0, 5), random.randint(2, 5)


def oracle(n: int, largest: int) -> list[list[int]]:
    def partitions(total: int, limit: int) -> int:
        if total == 0:
            return 1
        return sum(partitions(total - part, part) for part in range(1, min(total, limit) + 1))

    return [[partitions(total, limit) for total in range(n + 1)] for limit in range(largest + 1)]


FAMILY = function_family(
    name="integer_partitions",
    title="Partitions of a number",
    statement=STATEMENT,
    code=CODE,
    entry_point="count_partitions",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=24,
)
