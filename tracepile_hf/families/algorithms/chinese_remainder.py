"""Chinese remainder theorem: fit one congruence after the other."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd, prod
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Given pairs (remainder, modulus) whose moduli have no common factor in pairs, return the smallest non-negative integer
that leaves each remainder, and the list of the solutions after each pair.
"""

CODE = """
def smallest_solution(pairs):
    x = 0
    step = 1
    history = []
    for remainder, modulus in pairs:
        while x % modulus != remainder:
            x += step
        history.append(x)
        step *= modulus
    return x, history
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    moduli = random.sample([3, 4, 5, 7, 11, 13, 17], size)
    return ([(random.randrange(modulus), modulus) for modulus in moduli],)


def oracle(pairs: list[tuple[int, int]]) -> tuple[int, list[int]]:
    history = []
    for count in range(1, len(pairs) + 1):
        whole = prod(modulus for _, modulus in pairs[:count])
        terms = [r * (whole // m) * pow(whole // m, -1, m) for r, m in pairs[:count]]
        history.append(sum(terms) % whole)
    return history[-1], history


IDEA = (
    "Adding a multiple of all moduli so far changes none of the remainders that fit already. So go on in "
    "such steps until the next remainder fits as well."
)
INVARIANTS = (
    Invariant(
        "x % modulus == remainder and x < step * modulus",
        "{x} leaves {remainder} when divided by {modulus}, and it is below {step * modulus|calc}",
        line="history.append(x)",
    ),
    Invariant(
        "step % modulus == 0",
        "steps of {step} keep all remainders found so far",
        line="step *= modulus",
    ),
    Invariant(
        "all(result[0] % modulus == remainder for remainder, modulus in pairs)",
        ("{result[0]} leaves the remainders {[result[0] % modulus for remainder, modulus in pairs]|list}, as wanted"),
        moment="result",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    history = result[1]

    def extended(pairs: list[tuple[int, int]], before: int, step: int) -> Iterator[list[tuple[int, int]]]:
        if len(pairs) == len(history):
            yield pairs
            return
        number = history[len(pairs)]
        for modulus in range(2, 20):
            times, rest = divmod(number - before, step)
            if rest == 0 and 0 <= times < modulus and gcd(step, modulus) == 1:
                yield from extended([*pairs, (number % modulus, modulus)], number, step * modulus)

    for pairs in extended([], 0, 1):
        yield (pairs,)


FAMILY = function_family(
    name="chinese_remainder",
    title="Chinese remainder theorem by sieving",
    statement=STATEMENT,
    code=CODE,
    entry_point="smallest_solution",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=7,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "each step adds a multiple of all moduli so far, fewer times than the new modulus, so for each "
        "number of the history we take the smallest modulus that allows this, without a common factor "
        "with those before; the remainder is that of the number itself",
        ("result[1]",),
        invert,
    ),
)
