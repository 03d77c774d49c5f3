"""Stacks: how far one can see from a row of towers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Towers stand in a row. From the top of a tower one looks to the left over all lower towers up to the first one that is
at least as high. The view of a tower is the number of towers that one looks over, and one more for the tower at which
the view ends, if there is one.

Input

The first line contains n (1 <= n <= 300). The second line contains the heights, each from 1 to 1000.

Output

Print the view of each tower, and on the next line the number of the tower with the widest view (the leftmost one if
there are several).

Example

Input:
    6
    5 2 4 4 1 6

Output:
    0 1 2 1 1 5
    6
"""

CODE = """
n = int(input())
h = list(map(int, input().split()))
stack = []
view = []
for i in range(n):
    while stack and h[stack[-1]] < h[i]:
        stack.pop()
    if stack:
        view.append(i - stack[-1])
    else:
        view.append(i)
    stack.append(i)
print(*view)
print(view.index(max(view)) + 1)
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.randint(1, size + 4) for _ in range(size)])


def oracle(stdin: str) -> str:
    _, *heights = map(int, stdin.split())
    views = []
    for place, height in enumerate(heights):
        seen = 0
        for other in reversed(heights[:place]):
            seen += 1
            if other >= height:
                break
        views.append(seen)
    return lines(views, min(range(len(views)), key=lambda place: -views[place]) + 1)


FAMILY = script_family(
    name="tower_views",
    title="How far one can see from a row of towers",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=300,
)
