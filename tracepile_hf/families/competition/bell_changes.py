"""Constructive: rows of bells until the first row comes again."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Bells ring one after the other in a row. For the next row the ringers exchange neighbours in pairs: for every odd row,
the bells at places 1 and 2, 3 and 4, and so on; for every even one those at places 2 and 3, 4 and 5, and so on. This
goes on until a given number of further rows has been rung or the starting order has come back.

Input

The only line contains the starting order, a string of 2 to 9 different digits, and the greatest number of
further rows r (1 <= r <= 20).

Output

Print the rows, beginning with the given one. On the last line print the number of further rows and the place of the
largest bell in the last row.

Example

Input:
    213 20

Output:
    213
    123
    132
    312
    321
    231
    213
    6 3
"""

CODE = """
def rows(row):
    start = 0
    while True:
        for i in range(start, len(row) - 1, 2):
            row[i], row[i + 1] = row[i + 1], row[i]
        yield "".join(row)
        start = 1 - start


first, r = input().split()
r = int(r)
print(first)
rung = 0
for row in rows(list(first)):
    print(row)
    rung += 1
    if rung == r or row == first:
        break
print(rung, row.index(max(row)) + 1)
"""


def generate(random: Random, size: int) -> str:
    bells = random.sample("123456789", random.randint(max(2, size - 1), min(9, size + 3)))
    return lines(("".join(bells), random.randint(3, 12)))


def oracle(stdin: str) -> str:
    first, most = stdin.split()
    rung = [first]
    while len(rung) == 1 or (len(rung) <= int(most) and rung[-1] != first):
        odd = (len(rung) + 1) % 2
        head, tail = rung[-1][:odd], rung[-1][odd:]
        rung.append(head + "".join(tail[place : place + 2][::-1] for place in range(0, len(tail), 2)))
    return lines(*rung, (len(rung) - 1, rung[-1].index(max(first)) + 1))


FAMILY = script_family(
    name="bell_changes",
    title="Rows of bells until the first row comes again",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=9,
)
