"""Number theory: a number written as a product of prime powers."""

from __future__ import annotations

from collections import Counter
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A jeweller sells a necklace of n beads as a chain of prime factors. Write n as a product of prime powers in ascending
order of the primes: p^e, or only p if e is 1, joined by " * ".

Input

The first line contains the number of necklaces q (1 <= q <= 40). The second line contains the numbers, each from 2 to
10^6.

Output

For each number print its product and, behind a semicolon, the number of its divisors.

Example

Input:
    3
    360 97 1024

Output:
    2^3 * 3^2 * 5; 24
    97; 2
    2^10; 11
"""

CODE = """
def factor(n):
    res = []
    p = 2
    while p * p <= n:
        e = 0
        while n % p == 0:
            n //= p
            e += 1
        if e:
            res.append((p, e))
        p += 1 if p == 2 else 2
    if n > 1:
        res.append((n, 1))
    return res


input()
for n in map(int, input().split()):
    f = factor(n)
    divisors = 1
    for p, e in f:
        divisors *= e + 1
    text = " * ".join("%d^%d" % pe if pe[1] > 1 else str(pe[0]) for pe in f)
    print(text + ";", divisors)
"""


def generate(random: Random, size: int) -> str:
    count = max(1, size // 2)
    numbers = []
    for _ in range(count):
        number = random.choice((2, 3, 5, 7, 11))
        while number < 60 * size:
            number *= random.choice((2, 2, 3, 3, 5, 7, 13))
        numbers.append(min(number, 10**6))
    return lines(count, numbers)


def oracle(stdin: str) -> str:
    answers = []
    for number in map(int, stdin.split()[1:]):
        rest, primes = number, Counter[int]()
        while rest > 1:
            prime = next(d for d in range(2, rest + 1) if rest % d == 0)
            primes[prime] += 1
            rest //= prime
        product = " * ".join(f"{p}^{e}" if e > 1 else f"{p}" for p, e in sorted(primes.items()))
        answers.append(f"{product}; {sum(number % d == 0 for d in range(1, number + 1))}")
    return lines(*answers)


FAMILY = script_family(
    name="necklace_factors",
    title="A number written as a product of prime powers",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
