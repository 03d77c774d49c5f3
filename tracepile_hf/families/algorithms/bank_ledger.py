"""Accounts with deposits, withdrawals and transfers that can be refused."""

from __future__ import annotations

from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Entries of a bank's day are ('deposit', account, amount), ('withdraw', account, amount) and ('transfer', from, to,
amount). Accounts are opened with balance 0 when first paid into. A withdrawal or transfer is refused if the account
does not hold enough. Return the balances as a dictionary in the order of opening, and the numbers (from 1) of the
refused entries.
"""

CODE = """
class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self):
        self.balances = {}

    def deposit(self, account, amount):
        self.balances[account] = self.balances.get(account, 0) + amount

    def withdraw(self, account, amount):
        held = self.balances.get(account, 0)
        if held < amount:
            raise InsufficientFunds(f"{account} holds {held}, not {amount}")
        self.balances[account] = held - amount


def keep_ledger(entries):
    bank = Bank()
    refused = []
    for number, entry in enumerate(entries, start=1):
        kind = entry[0]
        try:
            if kind == "deposit":
                bank.deposit(entry[1], entry[2])
            elif kind == "withdraw":
                bank.withdraw(entry[1], entry[2])
            else:
                bank.withdraw(entry[1], entry[3])
                bank.deposit(entry[2], entry[3])
        except InsufficientFunds:
            refused.append(number)
    return bank.balances, refused
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = random.sample(["Abel", "Beth", "Carl", "Dora", "Emil"], 3)
    entries: list[tuple[object, ...]] = [("deposit", names[0], 10 * random.randint(3, 12))]
    for _ in range(size):
        kind = random.choice(["deposit", "withdraw", "transfer"])
        first, second = random.sample(names, 2)
        amount = 5 * random.randint(2, 16)
        entries.append((kind, first, second, amount) if kind == "transfer" else (kind, first, amount))
    return (entries,)


def oracle(entries: list[tuple[Any, ...]]) -> tuple[dict[str, int], list[int]]:
    movements: list[tuple[str, int]] = []
    refused = []
    for number, (kind, first, *rest) in enumerate(entries, start=1):
        held = sum(amount for name, amount in movements if name == first)
        if kind == "deposit":
            movements.append((first, rest[0]))
        elif held < rest[-1]:
            refused.append(number)
        else:
            movements.append((first, -rest[-1]))
            movements += [(rest[0], rest[1])] if kind == "transfer" else []
    names = dict.fromkeys(name for name, _ in movements)
    return {name: sum(amount for other, amount in movements if other == name) for name in names}, refused


IDEA = (
    "Money is only moved or paid in, never made: an entry that would take more than there is leaves every "
    "balance as it was."
)
INVARIANTS = (
    Invariant(
        "held >= 0",
        "the account {account} holds {held}, which is never less than 0",
        line="held = self.balances.get(account, 0)",
    ),
    Invariant(
        "self.balances[account] + amount == held and self.balances[account] >= 0",
        "{account} keeps {held - amount|calc}, and that is not below 0",
        line="self.balances[account] = held - amount",
    ),
)


FAMILY = function_family(
    name="bank_ledger",
    title="A bank's ledger",
    statement=STATEMENT,
    code=CODE,
    entry_point="keep_ledger",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=80,
    idea=IDEA,
    invariants=INVARIANTS,
)
