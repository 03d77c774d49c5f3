"""Simulation: which parking space each car gets."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A parking deck has spaces 1 to k. An arriving car (+ and its plate) takes the free space with the smallest number or
is sent away if the deck is full; a leaving car (- and its plate) gives its space back. A car that is not on the deck
does not leave, and no car arrives twice at the same time.

Input

The first line contains k and n (1 <= k <= 50, 1 <= n <= 200). Each of the next n lines contains an event: a sign and
a plate (one letter and one digit).

Output

For each arriving car print its space, or FULL. On the last line print the plates on the deck in the order of their
spaces, or EMPTY.

Example

Input:
    2 6
    + A1
    + B7
    + C3
    - A1
    + D4
    - C3

Output:
    1
    2
    FULL
    1
    D4 B7
"""

CODE = """
import heapq
import sys

input = sys.stdin.readline

k, n = map(int, input().split())
free = list(range(1, k + 1))
where = {}
for _ in range(n):
    sign, plate = input().split()
    if sign == "+":
        if not free:
            print("FULL")
            continue
        where[plate] = heapq.heappop(free)
        print(where[plate])
    elif plate in where:
        heapq.heappush(free, where.pop(plate))
left = sorted(where, key=where.get)
print(*left or ["EMPTY"])
"""


def generate(random: Random, size: int) -> str:
    spaces = random.randint(2, 4)
    waiting = [letter + digit for letter in "ABCDEFGHJK" for digit in "123456789"]
    random.shuffle(waiting)
    present: list[str] = []
    events = []
    for _ in range(size):
        if waiting and (not present or random.random() < 0.6):
            present.append(waiting.pop())
            events.append(f"+ {present[-1]}")
        else:
            waiting.insert(0, present.pop(random.randrange(len(present))))
            events.append(f"- {waiting[0]}")
    return lines((spaces, size), *events)


def oracle(stdin: str) -> str:
    head, *events = stdin.splitlines()
    deck = [""] * int(head.split()[0])
    answers: list[Row] = []
    for event in events:
        sign, plate = event.split()
        if sign == "-":
            deck = ["" if car == plate else car for car in deck]
        elif "" in deck:
            space = deck.index("")
            deck[space] = plate
            answers.append(space + 1)
        else:
            answers.append("FULL")
    return lines(*answers, [car for car in deck if car] or "EMPTY")


FAMILY = script_family(
    name="parking_deck",
    title="Which parking space each car gets",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=200,
)
