"""Graphs: when water reaches the halls of a museum."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A museum is a grid of halls; # is a wall, . a dry hall and W a hall in which a pipe has burst. Every minute the water
flows from each wet hall into the neighbouring halls (up, down, left, right) that are not walls.

Input

The first line contains h and w (1 <= h, w <= 25). Each of the next h lines contains w characters.

Output

For each row print the minutes at which its halls become wet, separated by spaces: 0 for W, # for a wall and - for a
hall that stays dry. On the last line print the minute at which the last hall becomes wet (0 if there is none besides
W).

Example

Input:
    3 4
    W..#
    .#..
    .#W#

Output:
    0 1 2 #
    1 # 1 2
    2 # 0 #
    2
"""

CODE = """
from collections import deque

h, w = map(int, input().split())
g = [input() for _ in range(h)]
dist = {}
queue = deque()
for i in range(h):
    for j in range(w):
        if g[i][j] == "W":
            dist[i, j] = 0
            queue.append((i, j))
while queue:
    i, j = queue.popleft()
    for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
        if 0 <= a < h and 0 <= b < w and g[a][b] == "." and (a, b) not in dist:
            dist[a, b] = dist[i, j] + 1
            queue.append((a, b))
for i in range(h):
    print(*("#" if g[i][j] == "#" else dist.get((i, j), "-") for j in range(w)))
print(max(dist.values(), default=0))
"""


def generate(random: Random, size: int) -> str:
    width = min(25, size + 1)
    rows = [[random.choice("....#") for _ in range(width)] for _ in range(size)]
    for _ in range(1 + size // 4):
        random.choice(rows)[random.randrange(width)] = "W"
    return lines((size, width), *("".join(row) for row in rows))


def oracle(stdin: str) -> str:
    _, *rows = stdin.splitlines()
    wet = {(i, j): 0 for i, row in enumerate(rows) for j, hall in enumerate(row) if hall == "W"}
    dry = {(i, j) for i, row in enumerate(rows) for j, hall in enumerate(row) if hall == "."}
    minute, before = 0, -1
    while len(wet) > before:
        before, minute = len(wet), minute + 1
        reached = {(i, j) for i, j in dry if any(abs(i - a) + abs(j - b) == 1 for a, b in wet)}
        wet |= dict.fromkeys(reached, minute)
        dry -= reached
    table = [["#" if hall == "#" else wet.get((i, j), "-") for j, hall in enumerate(row)] for i, row in enumerate(rows)]
    return lines(*table, max(wet.values(), default=0))


FAMILY = script_family(
    name="flooded_halls",
    title="When water reaches the halls of a museum",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=25,
)
