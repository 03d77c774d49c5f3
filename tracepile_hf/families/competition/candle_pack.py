"""Dynamic programming: boxes for an exact number of candles."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Candles are sold in boxes of three sizes. What is the smallest number of boxes that hold exactly n candles?

Input

The only line contains n and the three sizes (1 <= n <= 300, 1 <= size <= 50).

Output

Print the smallest number of boxes, or -1 if no choice of boxes holds exactly n candles. If it is possible, print on
the next line how many amounts from 1 to n can be packed at all.

Example

Input:
    11 3 5 7

Output:
    3
    8
"""

CODE = """
n, *sizes = map(int, input().split())
dp = [0]
for i in range(1, n + 1):
    opts = [dp[i - s] for s in sizes if s <= i and dp[i - s] is not None]
    dp.append(min(opts) + 1 if opts else None)
if dp[n] is None:
    print(-1)
else:
    print(dp[n])
    print(sum(x is not None for x in dp) - 1)
"""


def generate(random: Random, size: int) -> str:
    amount = random.randint(max(1, size - 4), min(300, size + 10))
    return lines((amount, *random.sample(range(2, 10), 3)))


def oracle(stdin: str) -> str:
    amount, a, b, c = map(int, stdin.split())
    boxes: dict[int, int] = {}
    for i in range(amount // a + 1):
        for j in range((amount - i * a) // b + 1):
            for k in range((amount - i * a - j * b) // c + 1):
                packed = i * a + j * b + k * c
                boxes[packed] = min(boxes.get(packed, i + j + k), i + j + k)
    return lines(boxes[amount], len(boxes) - 1) if amount in boxes else "-1"


FAMILY = script_family(
    name="candle_pack",
    title="Boxes for an exact number of candles",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=300,
)
