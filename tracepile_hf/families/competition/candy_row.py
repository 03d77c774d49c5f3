"""Stacks: candies that vanish in groups."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Candies are laid in a row one after the other. As soon as the last k candies of the row have the same colour, these k
vanish.

Input

The first line contains k (2 <= k <= 5). The second line contains the colours in order, a string of 1 to 200
lower-case letters.

Output

Print the row at the end (or a hyphen if it is empty) and the number of groups that have vanished.

Example

Input:
    3
    aabbbacc

Output:
    cc 2
"""

CODE = """
k = int(input())
stack = []
groups = 0
for c in input().strip():
    if stack and stack[-1][0] == c:
        stack[-1][1] += 1
    else:
        stack.append([c, 1])
    if stack[-1][1] == k:
        stack.pop()
        groups += 1
row = "".join(c * m for c, m in stack)
print(row or "-", groups)
"""


def generate(random: Random, size: int) -> str:
    k = random.randint(2, 3)
    colours = "".join(random.choice("abc") * random.randint(1, k) for _ in range(size))
    return lines(k, colours[:size])


def oracle(stdin: str) -> str:
    k, colours = stdin.split()
    row, groups = "", 0
    for colour in colours:
        row += colour
        if row.endswith(colour * int(k)):
            row = row[: -int(k)]
            groups += 1
    return f"{row or '-'} {groups}"


IDEA = (
    "Only the run at the end of the row can grow, so a stack of runs is enough. A run of full length goes off at once."
)
INVARIANTS = (
    Invariant(
        "all(run[1] < k for run in stack)",
        "{groups|# group} of {k} {groups|is/are} gone, and all runs that are left are shorter than {k}",
        line="groups += 1",
    ),
)


FAMILY = script_family(
    name="candy_row",
    title="Candies that vanish in groups",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=13,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
