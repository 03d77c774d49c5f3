"""Prefix sums: blocks of a signal with a given xor."""

from __future__ import annotations

from functools import reduce
from operator import xor
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A signal is a list of n numbers. A block is a run of consecutive numbers. Count the blocks whose bitwise xor equals x,
and find the longest of them.

Input

The first line contains n and x (1 <= n <= 200, 0 <= x <= 63). The second line contains the numbers, each from 0 to
63.

Output

Print the number of blocks with xor x and the length of the longest one (0 if there is none).

Example

Input:
    6 5
    5 1 4 4 1 0

Output:
    6 6
"""

CODE = """
def main():
    n, x = map(int, input().split())
    a = list(map(int, input().split()))
    count = {0: 1}
    first = {0: 0}
    acc = blocks = longest = 0
    for i, v in enumerate(a, 1):
        acc ^= v
        want = acc ^ x
        if want in count:
            blocks += count[want]
            longest = max(longest, i - first[want])
        count[acc] = count.get(acc, 0) + 1
        first.setdefault(acc, i)
    print(blocks, longest)


main()
"""


def generate(random: Random, size: int) -> str:
    top = random.choice((3, 7))
    return lines((size, random.randint(0, top)), [random.randint(0, top) for _ in range(size)])


def oracle(stdin: str) -> str:
    n, wanted, *signal = map(int, stdin.split())
    spans = [(start, stop) for stop in range(n + 1) for start in range(stop)]
    lengths = [stop - start for start, stop in spans if reduce(xor, signal[start:stop]) == wanted]
    return f"{len(lengths)} {max(lengths, default=0)}"


FAMILY = script_family(
    name="signal_xor",
    title="Blocks of a signal with a given xor",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=200,
)
