"""All inverses modulo a prime by one recurrence, used to divide."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
For each pair (a, b) return the quotient a / b modulo the prime p: the number q from 0 to p - 1 for which b * q and a
leave the same remainder. The inverses of 1, 2, ... modulo p are found first, each from those before, as far as the
pairs need them; return the list of these inverses too.
"""

CODE = """
def divide_all(pairs, p):
    needed = max(b for a, b in pairs)
    inverse = [None, 1]
    for i in range(2, needed + 1):
        quotient = p // i
        remainder = p % i
        inverse.append(p - quotient * inverse[remainder] % p)
    quotients = []
    for a, b in pairs:
        quotients.append(a * inverse[b] % p)
    return quotients, inverse[1:]
"""


PRIMES = [p for p in range(5, 230) if all(p % d for d in range(2, p))]


def generate(random: Random, size: int) -> tuple[object, ...]:
    p = random.choice([p for p in PRIMES if p > size + 1][:8])
    return [(random.randint(1, p - 1), random.randint(2, min(p - 1, size + 2))) for _ in range(3)], p


def oracle(pairs: list[tuple[int, int]], p: int) -> tuple[list[int], list[int]]:
    def quotient(a: int, b: int) -> int:
        return next(q for q in range(p) if b * q % p == a % p)

    return [quotient(a, b) for a, b in pairs], [quotient(1, i) for i in range(1, max(b for _, b in pairs) + 1)]


FAMILY = function_family(
    name="modular_division",
    title="Division modulo a prime",
    statement=STATEMENT,
    code=CODE,
    entry_point="divide_all",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
