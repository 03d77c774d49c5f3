"""Strings: where a printed tape can be glued onto itself."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A pattern is printed on a tape. Two copies of the tape can be glued with an overlap of k letters if the last k letters
of the pattern equal its first k letters (k smaller than the length).

Input

The only line contains the pattern, 1 to 300 lower-case letters.

Output

Print all possible overlaps in ascending order, or NONE. On the next line print the length of the shortest text that
contains the pattern at least twice.

Example

Input:
    abacabacaba

Output:
    1 3 7
    15
"""

CODE = """
s = input().strip()
n = len(s)
pi = [0] * n
for i in range(1, n):
    k = pi[i - 1]
    while k and s[i] != s[k]:
        k = pi[k - 1]
    if s[i] == s[k]:
        k += 1
    pi[i] = k
borders = []
k = pi[-1]
while k:
    borders.append(k)
    k = pi[k - 1]
if borders:
    print(*sorted(borders))
else:
    print("NONE")
print(2 * n - pi[-1])
"""


def generate(random: Random, size: int) -> str:
    unit = "".join(random.choices("abcde", k=random.randint(1, max(1, size // 2))))
    pattern = (unit * size)[:size]
    if random.random() < 0.4 and size > 2:
        place = random.randrange(size)
        pattern = pattern[:place] + random.choice("abc") + pattern[place + 1 :]
    return pattern


def oracle(stdin: str) -> str:
    pattern = stdin.strip()
    overlaps = [k for k in range(1, len(pattern)) if pattern.startswith(pattern[-k:])]
    return lines(overlaps or "NONE", 2 * len(pattern) - max(overlaps, default=0))


FAMILY = script_family(
    name="tape_borders",
    title="Where a printed tape can be glued onto itself",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=300,
)
