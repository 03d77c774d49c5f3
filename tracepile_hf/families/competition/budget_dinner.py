"""Two pointers: starter and main course closest to a voucher."""

from __future__ import annotations

from itertools import product
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A voucher is worth v coins. A guest chooses one starter and one main course so that their total price is as close to v
as possible, below or above. Both price lists are in ascending order.

Input

The first line contains n, m and v (1 <= n, m <= 300, 1 <= v <= 2000). The second line contains the prices of the
starters, the third those of the main courses, each from 1 to 1000.

Output

Print the price of the starter and of the main course. If several choices are equally close, take the cheaper starter,
then the cheaper main course.

Example

Input:
    3 4 20
    3 6 9
    8 12 15 19

Output:
    6 15
"""

CODE = """
n, m, v = map(int, input().split())
a = list(map(int, input().split()))
b = list(map(int, input().split()))

i, j = 0, m - 1
best = (abs(a[0] + b[-1] - v), a[0], b[-1])
while i < n and j >= 0:
    total = a[i] + b[j]
    best = min(best, (abs(total - v), a[i], b[j]))
    if total >= v:
        j -= 1
    else:
        i += 1
print(best[1], best[2])
"""


def generate(random: Random, size: int) -> str:
    span = range(1, min(1001, 10 + 5 * size))
    starters = sorted(random.sample(span, size))
    courses = sorted(random.sample(span, max(1, size - random.randint(0, 2))))
    voucher = random.choice(starters) + random.choice(courses) + random.randint(-2, 2)
    return lines((len(starters), len(courses), max(1, voucher)), starters, courses)


def oracle(stdin: str) -> str:
    n, _, voucher, *prices = map(int, stdin.split())
    choices = product(prices[:n], prices[n:])
    return "{} {}".format(*min(choices, key=lambda pair: (abs(sum(pair) - voucher), pair)))


IDEA = (
    "With one list taken from the front and the other from the back, a sum that is too great can only be "
    "mended by a cheaper second dish, one that is too small by a dearer first."
)
INVARIANTS = (
    Invariant(
        "best[0] <= abs(total - v)",
        "{a[i] + b[j]|calc} is {abs(total - v)} away from {v}, and the nearest so far is {best[0]} away",
        line="best = min(best, (abs(total - v), a[i], b[j]))",
    ),
)


FAMILY = script_family(
    name="budget_dinner",
    title="Starter and main course closest to a voucher",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=300,
    idea=IDEA,
    invariants=INVARIANTS,
)
