"""Constructive: different numbers with a given sum."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Find n different positive whole numbers with the sum s. The list is to be made of n + 1 consecutive numbers, from
which one, but not the smallest, is left out. There is exactly one such list whenever s is large enough.

Input

The first line contains the number of test cases t (1 <= t <= 5). Each of the next t lines contains n and s (1 <= n <=
100, 1 <= s <= 10^6).

Output

For each test case print the numbers in ascending order, or -1 if there is no such list.

Example

Input:
    3
    4 20
    3 5
    5 16

Output:
    3 4 6 7
    -1
    1 2 3 4 6
"""

CODE = """
t = int(input())
for _ in range(t):
    n, s = map(int, input().split())
    least = n * (n + 1) // 2
    if s < least:
        print(-1)
        continue
    shift, extra = divmod(s - least, n)
    nums = []
    for i in range(1, n + 1):
        x = i + shift
        if i > n - extra:
            x += 1
        nums.append(x)
    print(*nums)
"""


def generate(random: Random, size: int) -> str:
    tests = []
    for _ in range(2):
        count = random.randint(max(1, size - 3), size)
        least = count * (count + 1) // 2
        tests.append((count, max(1, least + random.randint(-2, 6 * count))))
    return lines(2, *tests)


def oracle(stdin: str) -> str:
    return lines(*(_collection(*map(int, row.split())) for row in stdin.splitlines()[1:]))


def _collection(count: int, total: int) -> Row:
    """All runs of count + 1 consecutive numbers with one left out, of which exactly one has the sum."""
    for first in range(1, total + 1):
        run = list(range(first, first + count + 1))
        left_out = sum(run) - total
        if left_out in run[1:]:
            return [number for number in run if number != left_out]
    return -1


IDEA = (
    "The smallest different numbers are 1 to n. Raising all of them alike, and the last few by one more, "
    "reaches any greater sum."
)
INVARIANTS = (
    Invariant(
        "len(set(nums)) == len(nums) and nums == sorted(nums)",
        "{len(nums)|# number} {len(nums)|is/are} chosen, all different, with the sum {sum(nums)}",
        line="nums.append(x)",
    ),
)


FAMILY = script_family(
    name="exact_collection",
    title="Different numbers with a given sum",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
    idea=IDEA,
    invariants=INVARIANTS,
)
