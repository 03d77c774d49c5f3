"""Bitmasks: the cheapest crew that has all skills."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
An expedition needs people for the skills c (cook), d (doctor), m (mechanic) and n (navigator). Each applicant has
some of these skills and asks for a wage. Find the lowest total wage of a crew that has all four skills.

Input

The first line contains the number of applicants k (1 <= k <= 8). Each of the next k lines contains the skills of an
applicant, a string of one to four different letters, and the wage (1 to 100).

Output

Print the lowest total wage and the smallest number of people who do it for that wage, or NO CREW.

Example

Input:
    4
    cd 7
    mn 6
    cmd 10
    n 2

Output:
    12 2
"""

CODE = """
import sys

input = sys.stdin.readline
BIT = {"c": 1, "d": 2, "m": 4, "n": 8}
best = {0: (0, 0)}
for _ in range(int(input())):
    skills, wage = input().split()
    mask = 0
    for s in skills:
        mask |= BIT[s]
    new = dict(best)
    for have, (cost, people) in best.items():
        cand = (cost + int(wage), people + 1)
        key = have | mask
        if key not in new or cand < new[key]:
            new[key] = cand
    best = new
if 15 in best:
    print(*best[15])
else:
    print("NO CREW")
"""


def generate(random: Random, size: int) -> str:
    applicants = []
    for _ in range(size if size == 1 else min(8, size + 1)):
        skills = random.sample("cdmn", random.choice((1, 2, 2, 3)))
        applicants.append(("".join(skills), random.randint(1, 30)))
    return lines(len(applicants), *applicants)


def oracle(stdin: str) -> str:
    words = stdin.split()[1:]
    applicants = list(zip(words[::2], map(int, words[1::2]), strict=True))
    crews = [
        (sum(wage for _, wage in crew), count)
        for count in range(1, len(applicants) + 1)
        for crew in combinations(applicants, count)
        if set("".join(skills for skills, _ in crew)) == set("cdmn")
    ]
    return "{} {}".format(*min(crews)) if crews else "NO CREW"


FAMILY = script_family(
    name="crew_skills",
    title="The cheapest crew that has all skills",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=8,
)
