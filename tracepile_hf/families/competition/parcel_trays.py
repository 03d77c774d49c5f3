"""Sorting: parcels sorted through ten trays."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Parcels are sorted by their codes in rounds: in the first round they are laid, in order, into ten trays by their last
digit, in the second round by the last digit but one, and so on until all digits are used up (missing digits count as
0). After each round the trays are emptied in the order 0 to 9, the oldest parcel of a tray first.

Input

The first line contains n (1 <= n <= 100). The second line contains the codes, each from 0 to 9999.

Output

Print the order after each round, one line for each, and on the last line the number of parcels that lay in the
fullest tray of all rounds.

Example

Input:
    5
    170 45 75 24 2

Output:
    170 2 24 45 75
    2 24 45 170 75
    2 24 45 75 170
    4
"""

CODE = """
n = int(input())
a = list(map(int, input().split()))
rounds = len(str(max(a)))
fullest = 0
base = 1
for _ in range(rounds):
    trays = [[] for _ in range(10)]
    for x in a:
        trays[x // base % 10].append(x)
    fullest = max(fullest, max(map(len, trays)))
    a = [x for tray in trays for x in tray]
    base *= 10
    print(*a)
print(fullest)
"""


def generate(random: Random, size: int) -> str:
    top = random.choice((99, 999, 999, 2500))
    return lines(size, [random.randint(0, top) for _ in range(size)])


def oracle(stdin: str) -> str:
    """After round k the parcels are in order of their last k digits, equal ones as before."""
    codes = stdin.split()[1:]
    width = max(map(len, codes))
    padded = [code.zfill(width) for code in codes]
    orders = [sorted(padded, key=lambda code: code[-k:]) for k in range(1, width + 1)]
    fullest = max(len([c for c in padded if c[-k] == digit]) for k in range(1, width + 1) for digit in "0123456789")
    return lines(*([int(code) for code in order] for order in orders), fullest)


FAMILY = script_family(
    name="parcel_trays",
    title="Parcels sorted through ten trays",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
)
