"""Dynamic programming: a training plan without the same sport twice running."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
On each of n days an athlete either swims, runs or rests. Swimming and running bring the points given for that day,
resting brings none. The same sport may not be done on two days running; rest is always allowed.

Input

The first line contains n (1 <= n <= 60). Each of the next n lines contains the points for swimming and for running on
that day, each from 0 to 50.

Output

Print the greatest total of points. On the next line print the plan as a string of S, R and - (rest): among the best
plans the one that comes first when S is preferred to R and R to rest, the earlier days deciding first.

Example

Input:
    4
    5 3
    6 1
    4 4
    0 7

Output:
    17
    SRSR
"""

CODE = """
n = int(input())
pts = [tuple(map(int, input().split())) + (0,) for _ in range(n)]
best = {"S": 0, "R": 0, "-": 0}
choice = []
for day in range(n - 1, -1, -1):
    nxt = {}
    pick = {}
    for last in "SR-":
        options = []
        for i, c in enumerate("SR-"):
            if c != last or c == "-":
                options.append((pts[day][i] + best[c], -i, c))
        nxt[last], _, pick[last] = max(options)
    best = nxt
    choice.append(pick)
print(best["-"])
plan = ""
last = "-"
for pick in reversed(choice):
    last = pick[last]
    plan += last
print(plan)
"""


def generate(random: Random, size: int) -> str:
    return lines(size, *((random.randint(0, 9), random.randint(0, 9)) for _ in range(size)))


def oracle(stdin: str) -> str:
    points = [[int(word) for word in row.split()] + [0] for row in stdin.splitlines()[1:]]
    plans = {"-": (0, "")}  # the best plan by its last day: most points, then the first in the order S R -
    for day in points:
        grown: dict[str, tuple[int, str]] = {}
        for sport, gain in zip("SR-", day, strict=True):
            before = [plan for last, plan in plans.items() if last != sport or sport == "-"]
            candidates = [(total + gain, plan + sport) for total, plan in before]
            grown[sport] = min(candidates, key=_rank)
        plans = grown
    total, plan = min(plans.values(), key=_rank)
    return lines(total, plan)


def _rank(plan: tuple[int, str]) -> tuple[int, list[int]]:
    return -plan[0], ["SR-".index(sport) for sport in plan[1]]


FAMILY = script_family(
    name="training_week",
    title="A training plan without the same sport twice running",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=60,
)
