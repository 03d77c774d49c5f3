"""Strings: printing the receipt of a till."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A till prints a line for every kind of thing: its name, padded with dots to a width of 12, the number of pieces as
three digits with leading zeros, and the price of all pieces in coins and cents, right-aligned in a width of 8. From
10 pieces of a kind on, its price is reduced by a tenth, rounded down to whole cents in the customer's favour.

Input

The first line contains n (1 <= n <= 60). Each of the next n lines contains a name (1 to 10 lower-case letters), the
number of pieces (1 to 99) and the price of one piece in cents (1 to 5000). Lines of the same name and price belong
together; they are printed where the name first occurs with this price.

Output

Print the receipt and, below it, the total in the same form, with the name TOTAL and the number of all pieces.

Example

Input:
    3
    pear 4 35
    milk 2 119
    pear 8 35

Output:
    pear........012    3.78
    milk........002    2.38
    TOTAL.......014    6.16
"""

CODE = """
n = int(input())
basket = {}
for _ in range(n):
    name, count, cents = input().split()
    key = name, int(cents)
    basket[key] = basket.get(key, 0) + int(count)


def line(name, count, cents):
    price = "{}.{:02d}".format(*divmod(cents, 100))
    return "{:.<12}{:03d}{:>8}".format(name, count, price)


total = pieces = 0
for (name, cents), count in basket.items():
    cost = count * cents
    if count >= 10:
        cost = cost * 9 // 10
    total += cost
    pieces += count
    print(line(name, count, cost))
print(line("TOTAL", pieces, total))
"""


NAMES = ("pear", "milk", "bread", "soap", "rice", "tea", "honey", "candle")


def generate(random: Random, size: int) -> str:
    names = random.sample(NAMES, min(8, max(1, size * 2 // 3)))
    prices = {name: random.choice((35, 119, 250, 99, 1480, 5, 640)) for name in names}
    things = []
    for _ in range(size):
        name = random.choice(names)
        things.append((name, random.randint(1, 9), prices[name] + random.choice((0, 0, 0, 10))))
    return lines(size, *things)


def oracle(stdin: str) -> str:
    rows = [row.split() for row in stdin.splitlines()[1:]]
    kinds = sorted(
        {(name, cents) for name, _, cents in rows}, key=lambda kind: [row[::2] for row in rows].index([*kind])
    )
    receipt = []
    for name, cents in kinds:
        count = sum(int(row[1]) for row in rows if (row[0], row[2]) == (name, cents))
        full = count * int(cents)
        receipt.append((name, count, full - (-(-full // 10) if count >= 10 else 0)))
    receipt.append(("TOTAL", sum(row[1] for row in receipt), sum(row[2] for row in receipt)))
    return lines(*(_printed(*row) for row in receipt))


def _printed(name: str, count: int, cents: int) -> str:
    digits = str(cents).rjust(3, "0")
    return name.ljust(12, ".") + str(count).zfill(3) + f"{digits[:-2]}.{digits[-2:]}".rjust(8)


FAMILY = script_family(
    name="till_receipt",
    title="Printing the receipt of a till",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
