"""Sorting: who wins an auction with sealed bids."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
In an auction everybody hands in bids in sealed envelopes. The highest bid wins; of equal bids the one handed in
first. The winner pays the highest bid of any other person, or the opening price if there is none or if it is lower.

Input

The first line contains n and the opening price (1 <= n <= 100, 1 <= price <= 500). Each of the next n lines contains
a name (lower-case letters) and a bid from 1 to 1000, in the order in which the bids were handed in. Several bids may
come from the same person. Bids below the opening price do not count.

Output

Print the winner and the price to pay, or UNSOLD. On the next line print all persons with valid bids, from the highest
to the lowest of their best bids; of equal bids the one handed in first comes first. If there are none, print only
UNSOLD.

Example

Input:
    5 40
    mia 55
    tom 70
    mia 80
    ida 30
    zoe 70

Output:
    mia 70
    mia tom zoe
"""

CODE = """
from dataclasses import dataclass


@dataclass(frozen=True)
class Bid:
    name: str
    amount: int
    order: int


n, opening = map(int, input().split())
best = {}
for i in range(n):
    name, amount = input().split()
    bid = Bid(name, int(amount), i)
    if bid.amount < opening:
        continue
    if name not in best or bid.amount > best[name].amount:
        best[name] = bid
ranking = sorted(best.values(), key=lambda b: (-b.amount, b.order))
if not ranking:
    print("UNSOLD")
else:
    price = ranking[1].amount if len(ranking) > 1 else opening
    print(ranking[0].name, price)
    print(*(b.name for b in ranking))
"""


NAMES = ("ada", "ben", "cem", "dora", "eva", "finn", "gil", "hana", "ivo", "jana")


def generate(random: Random, size: int) -> str:
    opening = random.randint(20, 60)
    people = random.sample(NAMES, min(10, max(2, size * 2 // 3)))
    bids = [(random.choice(people), random.randint(15, 100)) for _ in range(size)]
    return lines((size, opening), *bids)


def oracle(stdin: str) -> str:
    head, *rows = [row.split() for row in stdin.splitlines()]
    opening = int(head[1])
    order: list[str] = []
    prices: list[int] = []
    for amount in range(1000, opening - 1, -1):  # a clock that runs down; everybody answers once
        for name, bid in rows:
            if int(bid) == amount and name not in order:
                order.append(name)
                prices.append(amount)
    return lines((order[0], [*prices, opening][1]), order) if order else "UNSOLD"


FAMILY = script_family(
    name="sealed_bids",
    title="Who wins an auction with sealed bids",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
)
