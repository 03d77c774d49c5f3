"""Constructive: loading plan with given row and column sums."""

from __future__ import annotations

from itertools import accumulate, pairwise
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Depot i of h depots sends out r_i crates and shop j of w shops receives c_j crates; altogether as many are sent as
received. Make a plan: going through the depots in order, each sends its crates to the first shop that still needs
some, then to the next one, and so on.

Input

The first line contains h and w (1 <= h, w <= 50). The second line contains r_1, ..., r_h and the third c_1, ..., c_w
(0 to 200 each).

Output

Print a table of h rows and w columns: the number of crates from each depot to each shop. On the last line print the
number of entries other than zero.

Example

Input:
    2 3
    5 7
    3 4 5

Output:
    3 2 0
    0 2 5
    4
"""

CODE = """
h, w = map(int, input().split())
r = list(map(int, input().split()))
c = list(map(int, input().split()))
table = [[0] * w for _ in range(h)]
i = j = trips = 0
while i < h and j < w:
    x = min(r[i], c[j])
    table[i][j] = x
    r[i] -= x
    c[j] -= x
    if x:
        trips += 1
    if r[i] == 0:
        i += 1
    else:
        j += 1
for row in table:
    print(*row)
print(trips)
"""


def generate(random: Random, size: int) -> str:
    height, width = max(1, size // 2 + random.randint(0, 1)), max(1, size // 2)
    plan = [[random.choice((0, 0, random.randint(1, 6))) for _ in range(width)] for _ in range(height)]
    sent, received = [sum(row) for row in plan], [sum(column) for column in zip(*plan, strict=True)]
    return lines((height, width), sent, received)


def oracle(stdin: str) -> str:
    """Number all crates: each depot sends a range of numbers, and each shop receives one."""
    _, sent, received = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    depots = list(pairwise(accumulate(sent, initial=0)))
    shops = list(pairwise(accumulate(received, initial=0)))
    table = [[max(0, min(b, d) - max(a, c)) for c, d in shops] for a, b in depots]
    return lines(*table, sum(crates > 0 for row in table for crates in row))


IDEA = (
    "Each crate table entry takes as much as its row and its column still allow. That uses up one of the "
    "two, so the next entry is beside it or below it."
)
INVARIANTS = (
    Invariant(
        "sum(r) == sum(c)",
        "rows and columns still need the same, {r|sum}",
        line="c[j] -= x",
    ),
    Invariant(
        "x == min(r[i], c[j])",
        "row {i} needs {r[i]} and column {j} needs {c[j]}, so {x} {x|goes/go} there",
        line="table[i][j] = x",
    ),
)


FAMILY = script_family(
    name="crate_table",
    title="Loading plan with given row and column sums",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=50,
    idea=IDEA,
    invariants=INVARIANTS,
)
