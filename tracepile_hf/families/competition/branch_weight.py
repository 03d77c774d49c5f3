"""Graphs: weights of the branches of a company."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
In a company everybody but the head (number 1) has one superior, who always has a smaller number. The team of a person
is the person and everybody below, directly or not.

Input

The first line contains n (1 <= n <= 200). The second line contains the salaries of all persons, each from 1 to 100.
The third line contains the superiors of persons 2 to n (it is missing if n = 1).

Output

Print the sum of the salaries of each person's team. On the next line print the number of levels of the company.

Example

Input:
    5
    5 3 8 1 2
    1 1 3 3

Output:
    19 3 11 1 2
    3
"""

CODE = """
import sys

sys.setrecursionlimit(10 ** 4)


def dfs(u):
    total, height = pay[u], 1
    for v in kids[u]:
        t, h = dfs(v)
        total += t
        height = max(height, h + 1)
    team[u] = total
    return total, height


n = int(input())
pay = [0] + list(map(int, input().split()))
kids = [[] for _ in range(n + 1)]
if n > 1:
    for i, p in enumerate(map(int, input().split()), 2):
        kids[p].append(i)
team = [0] * (n + 1)
_, levels = dfs(1)
print(*team[1:])
print(levels)
"""


def generate(random: Random, size: int) -> str:
    salaries = [random.randint(1, 20) for _ in range(size)]
    superiors = [random.randint(max(1, person - 5), person - 1) for person in range(2, size + 1)]
    return lines(size, salaries, superiors) if size > 1 else lines(1, salaries)


def oracle(stdin: str) -> str:
    n, *rest = map(int, stdin.split())
    superior = dict(enumerate(rest[n:], 2))
    teams, levels = rest[:n], [1] * n
    for person, salary in enumerate(rest[:n], 1):
        above = person
        while above != 1:  # everybody above gains the salary
            above = superior[above]
            teams[above - 1] += salary
            levels[person - 1] += 1
    return lines(teams, max(levels))


FAMILY = script_family(
    name="branch_weight",
    title="Weights of the branches of a company",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
)
