"""Handshakes pair by pair, against subtracting from all pairs."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import some

STATEMENTS = (
    """$couples_text and $singles_text come to a party. Everybody shakes hands once with everybody else, except that
    partners do not shake hands with each other and the singles, who have met before, do not shake hands among
    themselves. A handshake takes $times seconds, and only one happens at a time. How many seconds does it take?""",
    """At a dance there are $couples_text and $singles_text. Any two people, unless they are a couple or both single,
    dance together once, for $times minutes. How many minutes of dancing is that, added up over all pairs?""",
    """A chess evening brings together $couples_text and $singles_text. Every two of them play one game of $times
    minutes, except for the couples, who know each other's tricks, and except for two singles. What is the sum of the
    durations of all games, in minutes?""",
)

CODE = """
couples = $couples
singles = $singles
guests = 2 * couples + singles
total = 0
for first in range(guests):
    for second in range(first + 1, guests):
        both_single = first >= 2 * couples
        partners = second < 2 * couples and first // 2 == second // 2
        if not both_single and not partners:
            total += $times
print(total)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    couples, singles = random.randint(2, max(3, size - 1)), random.randint(2, max(3, size))
    return {
        "couples": couples,
        "singles": singles,
        "couples_text": some(couples, "couple").capitalize(),
        "singles_text": some(singles, "single"),
        "times": random.randint(2, 40),
    }


def oracle(couples: int, singles: int, times: int) -> int:
    guests = 2 * couples + singles
    return times * (guests * (guests - 1) // 2 - couples - singles * (singles - 1) // 2)


FAMILY = template_family(
    name="handshake_party",
    title="Handshakes at a party of couples",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=10,
)
