"""Sieve of Eratosthenes on the stretch from low to high."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Return the primes from low to high (low is at least 2), found by crossing out, for each number p from 2 on whose
square is at most high, the multiples of p in the stretch from p * p on; and a dictionary from each p to how many
numbers it crossed out that were not crossed out before.
"""

CODE = """
def sieve(low, high):
    alive = [True] * (high - low + 1)
    crossed = {}
    p = 2
    while p * p <= high:
        first = max(p * p, (low + p - 1) // p * p)
        crossed[p] = 0
        for multiple in range(first, high + 1, p):
            if alive[multiple - low]:
                alive[multiple - low] = False
                crossed[p] += 1
        p += 1
    return [low + i for i in range(len(alive)) if alive[i]], crossed
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    low = random.randint(2, 150)
    return low, low + size + random.randint(0, 6)


def oracle(low: int, high: int) -> tuple[list[int], dict[int, int]]:
    smallest = {n: next((d for d in range(2, int(n**0.5) + 1) if n % d == 0), None) for n in range(low, high + 1)}
    roots = [p for p in range(2, high) if p * p <= high]
    return [n for n in smallest if smallest[n] is None], {p: list(smallest.values()).count(p) for p in roots}


IDEA = (
    "A number in the range that is not prime has a divisor p with p squared at most that number. So "
    "crossing out the multiples of such p leaves the primes."
)
INVARIANTS = (
    Invariant(
        "multiple % p == 0 and multiple > p",
        "{multiple} is {multiple // p} times {p}, so it is no prime",
        line="alive[multiple - low] = False",
    ),
    Invariant(
        "all(n % d for n in result[0] for d in range(2, n) if d * d <= n)",
        "the {len(result[0])|# number} left {len(result[0])|has/have} no divisor above 1 that is smaller",
        moment="result",
    ),
)


FAMILY = function_family(
    name="prime_sieve",
    title="Sieve of a stretch of numbers",
    statement=STATEMENT,
    code=CODE,
    entry_point="sieve",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=120,
    idea=IDEA,
    invariants=INVARIANTS,
)
