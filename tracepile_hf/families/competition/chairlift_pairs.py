"""Two pointers: fewest chairs for skiers of different weights."""

from __future__ import annotations

from itertools import count as downward
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Each chair of a ski lift holds at most two skiers and a total weight of at most w. The heaviest skier who is still
waiting takes the next chair, together with the lightest one if both are allowed to ride together.

Input

The first line contains n and w (1 <= n <= 500, 50 <= w <= 250). The second line contains the weights of the skiers,
each from 20 to w.

Output

Print two integers: the number of chairs and the number of skiers who ride alone.

Example

Input:
    5 120
    90 30 70 40 55

Output:
    3 1
"""

CODE = """
def main():
    n, w = map(int, input().split())
    a = sorted(map(int, input().split()))
    i, j = 0, n - 1
    chairs = alone = 0
    while i <= j:
        if i < j and a[i] + a[j] <= w:
            i += 1
        else:
            alone += 1
        j -= 1
        chairs += 1
    print(chairs, alone)


if __name__ == "__main__":
    main()
"""


def generate(random: Random, size: int) -> str:
    limit = random.randint(90, 140)
    count = random.randint(max(1, size * 2 // 3), size)
    return lines((count, limit), [random.randint(25, 90) for _ in range(count)])


def oracle(stdin: str) -> str:
    _, limit, *weights = map(int, stdin.split())
    ordered = sorted(weights)
    for pairs in downward(len(ordered) // 2, -1):  # k pairs exist if the 2k lightest can be paired from both ends
        light = ordered[: 2 * pairs]
        if all(light[place] + light[-1 - place] <= limit for place in range(pairs)):
            return f"{len(ordered) - pairs} {len(ordered) - 2 * pairs}"
    raise AssertionError("no pair at all is always possible")


IDEA = (
    "The heaviest who is left should share with the lightest: if even these two are too heavy, the "
    "heaviest rides alone."
)
INVARIANTS = (
    Invariant(
        "chairs + (j - i + 1) <= n",
        "{chairs|# chair} {chairs|is/are} gone, and {j - i + 1} {j - i + 1|waits/wait} in the row",
        line="chairs += 1",
    ),
)


FAMILY = script_family(
    name="chairlift_pairs",
    title="Fewest chairs for skiers of different weights",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=13,
    max_size=500,
    idea=IDEA,
    invariants=INVARIANTS,
)
