"""Two unknown numbers from two totals: a search with a loop, against Cramer's rule."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import TOWNS, person

STATEMENTS = (
    """For a concert in $town, $people tickets were sold: adults paid $$$adult each and children $$$child. The income
    was $$$income. How many adult tickets and how many children's tickets were sold?""",
    """$name sold $people tickets and took in $$$income. A ticket for an adult costs $$$adult and one for a child
    $$$child. Find the number of tickets of each kind, adults first.""",
    """A theatre group counts $people visitors and $$$income in the cash box. Adults pay $$$adult, children pay
    $$$child. How many adults and how many children came?""",
)

CODE = """
def solution():
    tickets = $people
    income = $income
    for adults in range(tickets + 1):
        children = tickets - adults
        collected = adults * $adult + children * $child
        if collected == income:
            return adults, children
"""


def generate(random: Random, size: int) -> dict[str, object]:
    adults, children = random.randint(2, size + 2), random.randint(2, 3 * size)
    child = random.randint(3, 9)
    adult = child + random.randint(2, 12)
    return {
        **person(random),
        "town": random.choice(TOWNS),
        "people": adults + children,
        "income": adults * adult + children * child,
        "adult": adult,
        "child": child,
    }


def oracle(people: int, income: int, adult: int, child: int) -> tuple[int, int]:
    determinant = child - adult
    return (people * child - income) // determinant, (income - people * adult) // determinant


FAMILY = template_family(
    name="ticket_sales",
    title="Two kinds of tickets",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=120,
)
