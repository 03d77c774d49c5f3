"""Trial division into prime factors with exponents."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return the prime factorisation of a number as a dictionary from each prime factor, in ascending order, to its
exponent, and the number of divisors of the number.
"""

CODE = """
def factorise(n):
    factors = {}
    p = 2
    while p * p <= n:
        while n % p == 0:
            factors[p] = factors.get(p, 0) + 1
            n //= p
        p += 1 if p == 2 else 2
    if n > 1:
        factors[n] = 1
    divisors = 1
    for exponent in factors.values():
        divisors *= exponent + 1
    return factors, divisors
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    if random.random() < 0.3:
        return (random.randint(2, 2**size * 3),)
    n = 1
    while n < 2**size:
        n *= random.choice([2, 2, 3, 3, 5, 7, 11, 13])
    return (n,)


def oracle(n: int) -> tuple[dict[int, int], int]:
    small = [d for d in range(1, int(n**0.5) + 1) if n % d == 0]
    divisors = sorted({*small, *(n // d for d in small)})
    primes = [d for d in divisors[1:] if sum(d % e == 0 for e in divisors) == 2]
    return {p: max(k for k in range(1, 60) if n % p**k == 0) for p in primes}, len(divisors)


IDEA = (
    "A number that is divided by each small prime as often as possible has no small divisor left. If the "
    "rest is more than 1 when p squared is more than the rest, it is prime."
)
INVARIANTS = (
    Invariant(
        "n >= 1",
        "{p} is taken out, which leaves {n}",
        line="n //= p",
    ),
    Invariant(
        "divisors % (exponent + 1) == 0",
        (
            "a prime that occurs {exponent|# time} can be in a divisor in {exponent + 1|# way}, which makes "
            "{divisors} so far"
        ),
        line="divisors *= exponent + 1",
    ),
    Invariant(
        "all(n % p == 0 for p in result[0])",
        "n is made of the primes {[p for p in result[0]]|list}, as often as the dict says",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    number = 1
    for prime, exponent in result[0].items():
        number *= prime**exponent
    yield (number,)


FAMILY = function_family(
    name="prime_factors",
    title="Prime factorisation",
    statement=STATEMENT,
    code=CODE,
    entry_point="factorise",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=20,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the factors and how often they occur are in the result, so the number is their product",
        ("list(result[0].items())",),
        invert,
    ),
)
