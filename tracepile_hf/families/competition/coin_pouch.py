"""Greedy: paying an exact sum with the coins in a pouch."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
In a small kingdom every coin is worth a whole multiple of the next smaller one. A traveller knows how many coins of
each kind are in the pouch and must pay exactly s. Use as many coins as possible of the largest kind, then of the next
kind, and so on; because of the way the values divide each other, this succeeds whenever paying is possible at all.

Input

The first line contains the number of test cases t (1 <= t <= 5). Each test case consists of three lines: k and s (1
<= k <= 30, 1 <= s <= 10^15), the k values in ascending order, and the number of coins of each kind (0 to 20).

Output

For each test case print the number of coins used of each kind, in the order of the input, or STUCK if s cannot be
paid.

Example

Input:
    2
    3 38
    1 5 15
    4 3 2
    3 14
    2 4 8
    5 1 1

Output:
    3 1 2
    1 1 1
"""

CODE = """
import sys


def solve(k, s, values, counts):
    used = [0] * k
    for i in range(k - 1, -1, -1):
        take = min(counts[i], s // values[i])
        used[i] = take
        s -= take * values[i]
    return used if s == 0 else None


data = list(map(int, sys.stdin.read().split()))
pos = 1
for _ in range(data[0]):
    k, s = data[pos], data[pos + 1]
    values = data[pos + 2:pos + 2 + k]
    counts = data[pos + 2 + k:pos + 2 + 2 * k]
    pos += 2 + 2 * k
    ans = solve(k, s, values, counts)
    if ans is None:
        print("STUCK")
    else:
        print(*ans)
"""


def generate(random: Random, size: int) -> str:
    rows: list[Row] = []
    for _ in range(2):
        values = [random.randint(1, 3)]
        while len(values) < size:
            values.append(values[-1] * random.choice((2, 2, 2, 3, 3, 4) if size < 20 else (2, 2, 2, 3)))
        counts = [random.randint(0, 4) for _ in values]
        owned = sum(value * count for value, count in zip(values, counts, strict=True))
        paid = sum(value * random.randint(0, count) for value, count in zip(values, counts, strict=True))
        if random.random() < 0.3:
            paid = random.randint(1, owned + 2)
        rows += [(size, max(1, paid)), values, counts]
    return lines(2, *rows)


def oracle(stdin: str) -> str:
    t, *rows = stdin.splitlines()
    answers: list[str] = []
    for case in range(int(t)):
        total = int(rows[3 * case].split()[1])
        values = [int(word) for word in rows[3 * case + 1].split()]
        counts = [int(word) for word in rows[3 * case + 2].split()]
        answers.append(_payment(total, values, counts))
    return lines(*answers)


def _payment(total: int, values: list[int], counts: list[int]) -> str:
    """From the smallest kind up: the sets of payable remainders, walked back from the largest kind."""
    reachable = [{0}]
    for value, count in zip(values, counts, strict=True):
        sums = {before + value * used for before in reachable[-1] for used in range(count + 1)}
        reachable.append({one for one in sums if one <= total and (total - one) % value == 0})
    if total not in reachable[-1]:
        return "STUCK"
    used = []
    for value, count, before in zip(values[::-1], counts[::-1], reachable[-2::-1], strict=True):
        used.append(max(coins for coins in range(count + 1) if total - coins * value in before))
        total -= used[-1] * value
    return " ".join(map(str, used[::-1]))


FAMILY = script_family(
    name="coin_pouch",
    title="Paying an exact sum with the coins in a pouch",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=30,
)
