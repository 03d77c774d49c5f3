"""Sorting: the middle runner after every arrival."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Runners reach the finish one after the other, and the time each of them took is written down. After every arrival the
middle time is announced: of an odd number of times the one in the middle of the sorted list, of an even number the
smaller one of the two in the middle.

Input

The first line contains n (1 <= n <= 200). The second line contains the times in the order of arrival, each from 1 to
5000 seconds.

Output

Print the announced times on one line, and on the next line how often the announced time changed.

Example

Input:
    5
    60 80 70 50 50

Output:
    60 60 70 60 60
    2
"""

CODE = """
from bisect import insort

n = int(input())
times = map(int, input().split())
done = []
said = []
changes = 0
for t in times:
    insort(done, t)
    mid = done[(len(done) - 1) // 2]
    if said and mid != said[-1]:
        changes += 1
    said.append(mid)
print(*said)
print(changes)
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.randint(30, 99) for _ in range(size)])


def oracle(stdin: str) -> str:
    times = [int(word) for word in stdin.split()[1:]]
    middles = []
    for arrived in range(1, len(times) + 1):
        runners = times[:arrived]
        for time in runners:
            faster, slower = sum(other < time for other in runners), sum(other > time for other in runners)
            if faster <= (arrived - 1) // 2 and slower <= arrived // 2:
                middles.append(time)
                break
    return lines(middles, sum(middles[k] != middles[k - 1] for k in range(1, len(middles))))


FAMILY = script_family(
    name="middle_runner",
    title="The middle runner after every arrival",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=200,
)
