"""Sorting: how much disorder there is in a queue."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
In a queue people should stand in ascending order of their ticket numbers. The disorder of a queue is the number of
pairs of people of whom the one in front has the greater number.

Input

The first line contains n (1 <= n <= 200). The second line contains the ticket numbers from the front to the back,
each from 1 to 1000; several people may have the same number.

Output

Print the disorder and the sorted ticket numbers on the next line.

Example

Input:
    5
    3 1 4 1 2

Output:
    5
    1 1 2 3 4
"""

CODE = """
import sys


def sort_count(a):
    if len(a) < 2:
        return a, 0
    mid = len(a) // 2
    left, x = sort_count(a[:mid])
    right, y = sort_count(a[mid:])
    merged = []
    inv = x + y
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
            inv += len(left) - i
    return merged + left[i:] + right[j:], inv


n = int(sys.stdin.readline())
a = list(map(int, sys.stdin.readline().split()))
a, disorder = sort_count(a)
print(disorder)
print(*a)
"""


def generate(random: Random, size: int) -> str:
    count = random.randint(max(1, size - 2), size)
    return lines(count, [random.randint(1, 3 * size + 5) for _ in range(count)])


def oracle(stdin: str) -> str:
    n, *tickets = map(int, stdin.split())
    pairs = sum(tickets[front] > tickets[back] for back in range(n) for front in range(back))
    ordered = [ticket for ticket in range(1, 1001) for _ in range(tickets.count(ticket))]
    return lines(pairs, ordered)


FAMILY = script_family(
    name="queue_disorder",
    title="How much disorder there is in a queue",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
)
