"""Number theory: hotel rooms whose numbers are far from a prime."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
In a hotel the rooms from a to b are let. The quietest room is the one whose number is farthest from any prime number.

Input

The only line contains a and b (2 <= a <= b <= 2000).

Output

Print the number of rooms with a prime number, the quietest room (the smallest number if there are several) and its
distance to the nearest prime number, in the hotel or not.

Example

Input:
    20 30

Output:
    2 26 3
"""

CODE = """
a, b = map(int, input().split())
limit = 2 * b
sieve = bytearray([1]) * (limit + 1)
sieve[0] = sieve[1] = 0
p = 2
while p * p <= limit:
    if sieve[p]:
        sieve[p * p::p] = bytes(len(range(p * p, limit + 1, p)))
    p += 1
room, quiet = a, -1
for x in range(a, b + 1):
    d = 0
    while not sieve[x - d] and not sieve[x + d]:
        d += 1
    if d > quiet:
        room, quiet = x, d
print(sum(sieve[a:b + 1]), room, quiet)
"""


def generate(random: Random, size: int) -> str:
    first = random.randint(2, max(2, min(1900, 30 * size)))
    return lines((first, min(2000, first + random.randint(size // 6, size // 4 + 1))))


def oracle(stdin: str) -> str:
    first, last = map(int, stdin.split())
    primes = [number for number in range(2, 2 * last + 1) if _is_prime(number)]
    near = {room: min(abs(room - prime) for prime in primes) for room in range(first, last + 1)}
    room = max(near, key=lambda room: (near[room], -room))
    return f"{len(near.keys() & set(primes))} {room} {near[room]}"


def _is_prime(number: int) -> bool:
    return all(number % divisor for divisor in range(2, int(number**0.5) + 1))


FAMILY = script_family(
    name="prime_rooms",
    title="Hotel rooms whose numbers are far from a prime",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=24,
    max_size=2000,
)
