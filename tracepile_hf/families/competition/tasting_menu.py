"""Two pointers: shortest run of dishes with every kind of taste."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A restaurant serves n dishes in a fixed order; each has one taste, written as a lower-case letter. A critic wants to
come for a run of consecutive dishes in which every taste of the menu appears at least once.

Input

The first line contains the number of test cases t (1 <= t <= 3). Each of the next t lines contains a menu of 1 to 500
letters.

Output

For each menu print the first and the last position (from 1) of the shortest such run; if there are several, the one
that starts first.

Example

Input:
    2
    abcacb
    aabbbca

Output:
    1 3
    5 7
"""

CODE = """
from collections import defaultdict


def solve():
    s = input().strip()
    need = len(set(s))
    cnt = defaultdict(int)
    best = (len(s) + 1, 0)
    l = 0
    for r, c in enumerate(s):
        cnt[c] += 1
        while len(cnt) == need:
            best = min(best, (r - l + 1, l))
            cnt[s[l]] -= 1
            if cnt[s[l]] == 0:
                del cnt[s[l]]
            l += 1
    length, start = best
    print(start + 1, start + length)


for _ in range(int(input())):
    solve()
"""


def generate(random: Random, size: int) -> str:
    tastes = "abcd"[: random.randint(3, 4)] if size < 100 else "abcdefgh"
    weights = [random.randint(1, 5) for _ in tastes]
    return lines(1, "".join(random.choices(tastes, weights, k=size)))


def oracle(stdin: str) -> str:
    return lines(*(_shortest(menu) for menu in stdin.split()[1:]))


def _shortest(menu: str) -> str:
    runs = []
    for start in range(len(menu)):
        lasts = [menu.find(taste, start) for taste in set(menu)]  # the first of each taste from here on
        if min(lasts) >= 0:
            runs.append((max(lasts) - start, start))
    length, start = min(runs)
    return f"{start + 1} {start + length + 1}"


FAMILY = script_family(
    name="tasting_menu",
    title="Shortest run of dishes with every kind of taste",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=500,
)
