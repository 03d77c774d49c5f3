"""Games: a winning first move with rows of candles."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Two players take turns in blowing out candles. There are several rows; in a turn a player chooses a row and blows out
one or more of its candles. Whoever blows out the last candle of all wins. Both play as well as possible.

Input

The first line contains the number of games t (1 <= t <= 3). Each game consists of two lines: the number of rows n (1
<= n <= 60) and the numbers of candles in them (1 to 100).

Output

For each game print SECOND if the second player wins. Otherwise print FIRST, then the number of the first row (from 1)
with which the first player can win and the number of candles to blow out in it.

Example

Input:
    2
    3
    3 4 5
    2
    6 6

Output:
    FIRST 1 2
    SECOND
"""

CODE = """
def solve():
    n = int(input())
    rows = list(map(int, input().split()))
    x = 0
    for r in rows:
        x ^= r
    if x == 0:
        print("SECOND")
        return
    for i, r in enumerate(rows, 1):
        if r ^ x < r:
            print("FIRST", i, r - (r ^ x))
            return


for _ in range(int(input())):
    solve()
"""


def generate(random: Random, size: int) -> str:
    rows: list[Row] = [3]
    for _ in range(3):
        candles = [random.randint(1, 12) for _ in range(size)]
        if size > 1 and random.random() < 0.3:  # the second player wins
            candles[-1] = 0
            for other in candles[:-1]:
                candles[-1] ^= other
            candles = [one for one in candles if one] or [1]
        rows += [len(candles), candles]
    return lines(*rows)


def oracle(stdin: str) -> str:
    return lines(*(_move([int(word) for word in row.split()]) for row in stdin.splitlines()[2::2]))


def _move(rows: list[int]) -> str:
    """A position is lost exactly if every binary digit occurs an even number of times."""
    for number, candles in enumerate(rows):
        for left in range(candles - 1, -1, -1):
            after = [f"{row:07b}" for row in [*rows[:number], left, *rows[number + 1 :]]]
            if all(digits.count("1") % 2 == 0 for digits in zip(*after, strict=True)):
                return f"FIRST {number + 1} {candles - left}"
    return "SECOND"


IDEA = (
    "Who leaves a XOR of 0 wins: any move spoils it, and it can always be restored. So the first player "
    "looks for a row that gets smaller by XOR with the whole."
)
INVARIANTS = (
    Invariant(
        "x >= 0",
        "with the row of {r}, the XOR is {x}",
        line="x ^= r",
    ),
)


FAMILY = script_family(
    name="candle_rows",
    title="A winning first move with rows of candles",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
