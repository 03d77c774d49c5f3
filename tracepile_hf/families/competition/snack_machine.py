"""Simulation: what a snack machine answers."""

from __future__ import annotations

from collections import Counter
from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A snack machine understands four commands. "fill NAME COUNT PRICE" adds COUNT pieces of a snack and sets its price;
"coin VALUE" adds to the credit; "buy NAME" answers "no NAME" if none is left, "pay MORE" with the missing amount if
the credit is too small, and otherwise "NAME" with the rest of the credit that remains; "back" answers "back" and the
credit, which is then 0.

Input

The first line contains the number of commands n (1 <= n <= 150). Each of the next n lines contains a command; names
are lower-case words, all numbers are from 1 to 200.

Output

Print the answer to every buy and back in its own line, the parts separated by a space. On the last line print the
money in the machine at the end, the credit included.

Example

Input:
    6
    fill nuts 1 30
    coin 20
    buy nuts
    coin 20
    buy nuts
    buy nuts

Output:
    pay 10
    nuts 10
    no nuts
    40
"""

CODE = """
import sys


class Machine:
    def __init__(self):
        self.stock = {}
        self.price = {}
        self.credit = 0
        self.kept = 0

    def fill(self, name, count, price):
        self.stock[name] = self.stock.get(name, 0) + int(count)
        self.price[name] = int(price)

    def coin(self, value):
        self.credit += int(value)

    def buy(self, name):
        if self.stock.get(name, 0) == 0:
            return "no " + name
        if self.credit < self.price[name]:
            return "pay %d" % (self.price[name] - self.credit)
        self.stock[name] -= 1
        self.credit -= self.price[name]
        self.kept += self.price[name]
        return f"{name} {self.credit}"

    def back(self):
        rest, self.credit = self.credit, 0
        return f"back {rest}"


m = Machine()
lines = sys.stdin.read().splitlines()
for line in lines[1:]:
    cmd, *args = line.split()
    answer = getattr(m, cmd)(*args)
    if answer is not None:
        print(answer)
print(m.kept + m.credit)
"""


def generate(random: Random, size: int) -> str:
    names = ("nuts", "chips", "gum")
    commands = [f"fill {random.choice(names)} {random.randint(1, 3)} {random.randint(1, 8) * 5}"]
    for _ in range(size - 1):
        kind = random.choice(("fill", "coin", "coin", "buy", "buy", "buy", "back"))
        if kind == "fill":
            commands.append(f"fill {random.choice(names)} {random.randint(1, 3)} {random.randint(1, 8) * 5}")
        elif kind == "coin":
            commands.append(f"coin {random.choice((5, 10, 20, 50))}")
        else:
            commands.append(f"buy {random.choice(names)}" if kind == "buy" else "back")
    return lines(size, *commands)


def oracle(stdin: str) -> str:
    stock: Counter[str] = Counter()
    prices: dict[str, int] = {}
    paid = returned = sold = 0
    answers: list[Row] = []
    for command in stdin.splitlines()[1:]:
        words = command.split()
        credit = paid - returned - sold
        if words[0] == "fill":
            stock[words[1]] += int(words[2])
            prices[words[1]] = int(words[3])
        elif words[0] == "coin":
            paid += int(words[1])
        elif words[0] == "back":
            answers.append(f"back {credit}")
            returned += credit
        elif not stock[words[1]]:
            answers.append(f"no {words[1]}")
        elif prices[words[1]] > credit:
            answers.append(f"pay {prices[words[1]] - credit}")
        else:
            stock[words[1]] -= 1
            sold += prices[words[1]]
            answers.append(f"{words[1]} {credit - prices[words[1]]}")
    return lines(*answers, paid - returned)


FAMILY = script_family(
    name="snack_machine",
    title="What a snack machine answers",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=150,
)
