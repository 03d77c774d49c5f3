"""Strings: how few letters are needed to tell names apart."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A telephone offers the names in its list as soon as the letters typed fit only one of them. For each name, find the
shortest beginning that no other name has. A name that is the beginning of another one needs all its letters and a
full stop.

Input

The first line contains n (1 <= n <= 60). The second line contains n different names of 1 to 10 lower-case letters.

Output

Print what has to be typed for each name, and on the next line the total number of signs.

Example

Input:
    4
    anna anne an tom

Output:
    anna anne an. t
    12
"""

CODE = """
n = int(input())
names = input().split()
trie = {}
for name in names:
    node = trie
    for c in name + ".":
        node = node.setdefault(c, {"#": 0})
        node["#"] += 1
typed = []
for name in names:
    node = trie
    text = ""
    for c in name + ".":
        node = node[c]
        text += c
        if node["#"] == 1:
            break
    typed.append(text)
print(*typed)
print(len("".join(typed)))
"""


def generate(random: Random, size: int) -> str:
    names: dict[str, None] = {}
    while len(names) < size:
        start = random.choice(list(names))[: random.randint(1, 3)] if names and random.random() < 0.6 else ""
        names[(start + "".join(random.choices("aeinotmr", k=random.randint(1, 4))))[:10]] = None
    return lines(size, list(names))


def oracle(stdin: str) -> str:
    names = [name + "." for name in stdin.split()[1:]]
    typed = []
    for name in names:
        starts = [name[:length] for length in range(1, len(name) + 1)]
        typed.append(next(start for start in starts if sum(other.startswith(start) for other in names) == 1))
    return lines(typed, sum(map(len, typed)))


FAMILY = script_family(
    name="prefix_codes",
    title="How few letters are needed to tell names apart",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
