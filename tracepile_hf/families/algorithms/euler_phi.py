"""Euler's phi function by trial division."""

from __future__ import annotations

from math import gcd
from random import Random

from tracepile_hf.families.family import function_family

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
)
