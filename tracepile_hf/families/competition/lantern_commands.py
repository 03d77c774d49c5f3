"""Bitmasks: commands for a row of lanterns held in one number."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A street has 16 lanterns, numbered 0 to 15 from the right; all are off. The commands are: on i, off i, flip i, left k
(every state moves k places to higher numbers; what falls off is lost), right k, and all (every lantern is switched
over).

Input

The first line contains the number of commands n (1 <= n <= 300). Each of the next n lines contains a command (0 <= i
<= 15, 1 <= k <= 15).

Output

Print the lanterns at the end as 16 digits, lantern 15 first, and on the next line the largest number of lanterns that
were on at the same time.

Example

Input:
    5
    on 3
    flip 0
    left 4
    all
    off 15

Output:
    0111111101101111
    14
"""

CODE = """
n = int(input())
state = 0
FULL = (1 << 16) - 1
most = 0
for _ in range(n):
    cmd, *arg = input().split()
    k = int(arg[0]) if arg else 0
    if cmd == "on":
        state |= 1 << k
    elif cmd == "off":
        state &= ~(1 << k)
    elif cmd == "flip":
        state ^= 1 << k
    elif cmd == "left":
        state = (state << k) & FULL
    elif cmd == "right":
        state >>= k
    else:
        state ^= FULL
    most = max(most, bin(state).count("1"))
print(format(state, "016b"))
print(most)
"""


def generate(random: Random, size: int) -> str:
    commands = []
    for _ in range(size):
        name = random.choice(("on", "on", "on", "flip", "off", "left", "right", "all"))
        if name == "all":
            commands.append(name)
        else:
            commands.append(f"{name} {random.randint(1, 3) if name in ('left', 'right') else random.randint(0, 15)}")
    return lines(size, *commands)


def oracle(stdin: str) -> str:
    street = [False] * 16  # lantern 15 first
    most = 0
    for command in stdin.splitlines()[1:]:
        name, number = (command + " 0").split()[:2]
        place, count = 15 - int(number), int(number)
        if name in ("on", "off", "flip"):
            street[place] = {"on": True, "off": False, "flip": not street[place]}[name]
        elif name == "left":
            street = street[count:] + [False] * count
        elif name == "right":
            street = [False] * count + street[: 16 - count]
        else:
            street = [not lit for lit in street]
        most = max(most, sum(street))
    return lines("".join("1" if lit else "0" for lit in street), most)


FAMILY = script_family(
    name="lantern_commands",
    title="Commands for a row of lanterns held in one number",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=300,
)
