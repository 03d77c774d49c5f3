"""Newton's method for the whole part of a square root."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
For each number return its square root rounded down, found by Newton's method from the number itself in whole numbers,
together with the list of the guesses.
"""

CODE = """
def integer_root(n):
    guess = n
    guesses = [guess]
    while guess * guess > n:
        guess = (guess + n // guess) // 2
        guesses.append(guess)
    return guess, guesses


def integer_roots(numbers):
    roots = []
    for n in numbers:
        roots.append(integer_root(n))
    return roots
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(2, 10 ** random.randint(2, 5)) for _ in range(size)],)


def oracle(numbers: list[int]) -> list[tuple[int, list[int]]]:
    def guesses(n: int, guess: int) -> list[int]:
        return [guess] if guess**2 <= n else [guess, *guesses(n, (guess * guess + n) // (2 * guess))]

    roots = [next(r for r in range(n + 1) if (r + 1) ** 2 > n) for n in numbers]
    paths = [guesses(n, n) for n in numbers]
    assert [path[-1] for path in paths] == roots
    return list(zip(roots, paths, strict=True))


IDEA = (
    "If a guess is too great, n divided by it is too small, and the mean of both is nearer. From above "
    "the guesses only fall, so the first that is not too great is the root."
)
INVARIANTS = (
    Invariant(
        "(guess + 1) ** 2 > n",
        "({guess} + 1) squared is {(guess + 1) ** 2}, more than {n}, so the root is at most {guess}",
        line="guesses.append(guess)",
    ),
    Invariant(
        "numbers == [row[1][0] for row in result]",
        "the first guess is the number itself: {[row[1][0] for row in result]|list}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield ([guesses[0] for _, guesses in result],)


FAMILY = function_family(
    name="integer_square_root",
    title="Square roots of whole numbers",
    statement=STATEMENT,
    code=CODE,
    entry_point="integer_roots",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=12,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the first guess for a number is the number itself, so each list of guesses begins with its number",
        (
            "result[0][1][0]",
            "len(result)",
        ),
        invert,
    ),
)
