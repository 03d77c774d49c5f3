"""Miller-Rabin: which numbers pass the test to base 2."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
An odd number n is tested to base 2: with n - 1 = d * 2^s, d odd, n passes if 2^d leaves 1 modulo n, or if one of 2^d,
2^(2d), ... up to the s-th of these leaves n - 1. Return the list of those of the given numbers that pass, and the
dictionary of the remainders of 2^d.
"""

CODE = """
def probable_primes(numbers):
    passed = []
    first_powers = {}
    for n in numbers:
        d = n - 1
        s = 0
        while d % 2 == 0:
            d //= 2
            s += 1
        x = pow(2, d, n)
        first_powers[n] = x
        if x == 1:
            passed.append(n)
            continue
        for _ in range(s):
            if x == n - 1:
                passed.append(n)
                break
            x = x * x % n
    return passed, first_powers
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    numbers = [random.randrange(9, 400, 2) for _ in range(size)]
    if random.random() < 0.1:
        numbers[0] = random.choice([2047, 3277, 4033])
    return (list(dict.fromkeys(numbers)),)


def oracle(numbers: list[int]) -> tuple[list[int], dict[int, int]]:
    liars = {2047, 3277, 4033, 4681}  # the strong pseudoprimes to base 2 below 5000
    prime = [n for n in numbers if all(n % d for d in range(2, int(n**0.5) + 1))]
    odd_parts = {n: (n - 1) // ((n - 1) & (1 - n)) for n in numbers}
    return [n for n in numbers if n in prime or n in liars], {n: 2 ** odd_parts[n] % n for n in numbers}


FAMILY = function_family(
    name="strong_pseudoprimes",
    title="Miller-Rabin tests",
    statement=STATEMENT,
    code=CODE,
    entry_point="probable_primes",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=20,
)
