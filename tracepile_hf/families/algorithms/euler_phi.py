"""Euler's phi function by trial division."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return, for each of the given numbers, how many of the integers from 1 to the number have no factor in common with it,
together with the list of its different prime factors, as a pair.
"""

CODE = """
def totient(n):
    result = n
    primes = []
    p = 2
    while p * p <= n:
        if n % p == 0:
            primes.append(p)
            result -= result // p
            while n % p == 0:
                n //= p
        p += 1
    if n > 1:
        primes.append(n)
        result -= result // n
    return result, primes


def totients(numbers):
    return [totient(n) for n in numbers]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(2, 120) for _ in range(size)],)


def oracle(numbers: list[int]) -> list[tuple[int, list[int]]]:
    def primes_of(n: int) -> list[int]:
        return [p for p in range(2, n + 1) if n % p == 0 and all(p % d for d in range(2, p))]

    return [(sum(gcd(n, k) == 1 for k in range(1, n + 1)), primes_of(n)) for n in numbers]


IDEA = (
    "Of every p numbers one is divisible by p. So each prime of n takes away its share of what is left, "
    "once, however often it divides n."
)
INVARIANTS = (
    Invariant(
        "result % (p - 1) == 0",
        ("{p} divides {n}, and {result|# number} {result|is/are} left after taking away each one that it divides"),
        line="result -= result // p",
    ),
    Invariant(
        "all(p % d for d in range(2, p))",
        "{p} is prime: nothing smaller is left to divide it",
        line="primes.append(p)",
    ),
    Invariant(
        "len(numbers) == len(result)",
        (
            "the primes of each number are known, and n is phi times p / (p - 1) for each of them: {len(result)|# "
            "number} to find"
        ),
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    numbers = []
    for totient, primes in result:
        number = totient
        for prime in reversed(primes):
            number = number * prime // (prime - 1)
        numbers.append(number)
    yield (numbers,)


FAMILY = function_family(
    name="euler_phi",
    title="Euler's totient",
    statement=STATEMENT,
    code=CODE,
    entry_point="totients",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "for each prime p of a number its totient is the number times (p - 1) / p, so we multiply the "
        "totient by p and divide it by p - 1, prime by prime",
        (
            "len(result)",
            "result[0]",
        ),
        invert,
    ),
)
