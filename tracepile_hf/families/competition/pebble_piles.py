"""Games: who takes the last pebble."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Ada and Bo take turns, Ada first. In a turn a player takes 1, 3 or 4 pebbles from a pile; whoever cannot move loses.
For each pile the two play a new game.

Input

The first line contains the number of games t (1 <= t <= 40). The second line contains the sizes of the piles, each
from 0 to 200.

Output

For each game print the winner's name, if both play as well as possible; if it is Ada, print behind it the smallest
number of pebbles she can take first to win.

Example

Input:
    4
    2 3 6 7

Output:
    Bo
    Ada 1
    Ada 4
    Bo
"""

CODE = """
t = int(input())
piles = list(map(int, input().split()))
top = max(piles)
first = [0] * (top + 1)
for n in range(1, top + 1):
    for take in (1, 3, 4):
        if take <= n and first[n - take] == 0:
            first[n] = take
            break
for n in piles:
    if first[n]:
        print("Ada", first[n])
    else:
        print("Bo")
"""


def generate(random: Random, size: int) -> str:
    top = min(200, 2 * size + 4)
    return lines(size, [random.randint(0, top) for _ in range(size)])


def oracle(stdin: str) -> str:
    answers = []
    for pile in map(int, stdin.split()[1:]):  # a player loses exactly at the remainders 0 and 2 modulo 7
        takes = [take for take in (1, 3, 4) if take <= pile and (pile - take) % 7 in (0, 2)]
        answers.append(f"Ada {takes[0]}" if takes else "Bo")
    return lines(*answers)


FAMILY = script_family(
    name="pebble_piles",
    title="Who takes the last pebble",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
)
