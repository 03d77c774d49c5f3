"""A two-term recurrence with remainders, term by term, against doubling formulas."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """A sequence begins with $a, $b. Each further term is the sum of the two before it, but only its remainder on
    division by $modulus is kept. Which number is the ${nth} term, and how often does 0 occur among the first $count
    terms?""",
    """$name writes down $a and $b and then always the remainder, on division by $modulus, of the sum of the last two
    numbers. Find the ${nth} number and the number of zeros among the first $count numbers.""",
    """On a dial with the numbers 0 to $last_mark, a machine marks $a, then $b, and from then on always the sum of its
    last two marks, counted around the dial. What is mark number $count, and how many of the first $count marks are at
    0?""",
)

CODE = """
def solution():
    previous, current = $a, $b
    zeros = int(previous == 0) + int(current == 0)
    for position in range(3, $count + 1):
        following = (previous + current) % $modulus
        if following == 0:
            zeros += 1
        previous, current = current, following
    return current, zeros
"""


def generate(random: Random, size: int) -> dict[str, object]:
    modulus = random.randint(4, 15)
    count = random.randint(max(4, size // 2), max(5, size))
    return {
        **person(random),
        "a": random.randint(1, modulus - 1),
        "b": random.randint(1, modulus - 1),
        "modulus": modulus,
        "last_mark": modulus - 1,
        "count": count,
        "nth": ordinal(count),
    }


def oracle(a: int, b: int, count: int, modulus: int) -> tuple[int, int]:
    """Term n is F(n - 2) a + F(n - 1) b with the Fibonacci numbers F, which here come by doubling."""
    terms = [a, b]
    for n in range(3, count + 1):
        low, high = _fibonacci(n - 2)
        terms.append((low * a + high * b) % modulus)
    return terms[count - 1], terms.count(0)


def _fibonacci(n: int) -> tuple[int, int]:
    """F(n) and F(n + 1): F(2k) = F(k) (2 F(k + 1) - F(k)) and F(2k + 1) = F(k)² + F(k + 1)²."""
    if n == 0:
        return 0, 1
    low, high = _fibonacci(n // 2)
    even, odd = low * (2 * high - low), low * low + high * high
    return (even, odd) if n % 2 == 0 else (odd, even + odd)


IDEA = "Each number follows from the two before it, and remainders can be taken on the way. So the numbers stay small."
INVARIANTS = (
    Invariant(
        "0 <= current",
        "number {position} leaves {current}",
        line="previous, current = current, following",
    ),
)


FAMILY = template_family(
    name="fibonacci_remainder",
    title="A remainder in a Fibonacci-like sequence",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=18,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
