"""Greedy: how many gates a runner with little strength can pass."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A runner has some strength. A gate opens to a runner whose strength is at least its need, and passing it changes the
strength by its gain, which may be negative. Since strength never falls below zero, the need of a gate that costs
strength is at least that cost; a smaller need is raised to it. The gates that cost nothing are passed first, those
with the smallest need (then gain) first, for as long as they open. After that the gates that cost strength are tried
in descending order of need + gain, equal ones in the order of the input; a gate that does not open is left out.

Input

The first line contains n and the strength at the start (1 <= n <= 200, 0 <= strength <= 100). Each of the next n
lines contains need and gain (0 <= need <= 200, -50 <= gain <= 50).

Output

Print the number of gates passed and the strength at the end.

Example

Input:
    4 5
    3 2
    9 4
    6 -3
    8 -8

Output:
    2 4
"""

CODE = """
n, power = map(int, input().split())
up, down = [], []
for i in range(n):
    need, gain = map(int, input().split())
    if gain >= 0:
        up.append((need, gain))
    else:
        down.append((max(need, -gain), gain))
passed = 0
for need, gain in sorted(up):
    if power < need:
        break
    power += gain
    passed += 1
down.sort(key=lambda g: g[0] + g[1], reverse=True)
for need, gain in down:
    if power >= need:
        power += gain
        passed += 1
print(passed, power)
"""


def generate(random: Random, size: int) -> str:
    strength = random.randint(3, 20)
    gates = []
    for _ in range(size):
        gain = random.choice((1, 2, 3, 5, 8, -1, -2, -3, -4, -6))
        gates.append((random.randint(0, min(200, strength + 3 * size)), gain))
    return lines((size, strength), *gates)


def oracle(stdin: str) -> str:
    _, strength, *rest = map(int, stdin.split())
    gates = list(zip(rest[::2], rest[1::2], strict=True))
    left = [gate for gate in gates if gate[1] >= 0]
    passed = 0
    while any(need <= strength for need, _ in left):
        easiest = min(left)
        left.remove(easiest)
        strength, passed = strength + easiest[1], passed + 1
    costly = [(max(need, -gain), gain) for need, gain in gates if gain < 0]
    while costly:
        best = max(range(len(costly)), key=lambda place: (sum(costly[place]), -place))
        need, gain = costly.pop(best)
        if strength >= need:
            strength, passed = strength + gain, passed + 1
    return f"{passed} {strength}"


FAMILY = script_family(
    name="torch_relay",
    title="How many gates a runner with little strength can pass",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
)
