"""Derangements by their recurrence, against inclusion and exclusion."""

from __future__ import annotations

from fractions import Fraction
from math import comb, factorial
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """$people guests put their presents into a bag and each draws one at random. In how many ways can it happen that
    $right_text own present, and what is the probability of that (an exact fraction)?""",
    """$people letters are put at random into $people addressed envelopes, one in each. Count the arrangements in which
    $right_letters in the right envelope, and give their share of all arrangements as an exact fraction.""",
    """$people hats are handed back at random to their $people owners. In how many ways can it happen that $right_text
    own hat, and how likely is that (exact fraction)?""",
)

CODE = """
from fractions import Fraction
from math import comb, factorial

people = $people
right = $right
wrong = people - right
before, derangements = 1, 0
for k in range(2, wrong + 1):
    before, derangements = derangements, (k - 1) * (before + derangements)
if wrong == 0:
    derangements = 1
ways = comb(people, right) * derangements
print(ways, Fraction(ways, factorial(people)))
"""

FEW = (("nobody gets the", "no letter is"), ("exactly 1 of them gets the", "exactly 1 letter is"))


def generate(random: Random, size: int) -> dict[str, object]:
    people = random.randint(4, max(5, 3 * size))
    right = random.randrange(people - 1)
    return {
        "people": people,
        "right": right,
        "right_text": f"exactly {right} of them get their",
        "right_letters": f"exactly {right} letters are",
        **({"right_text": FEW[right][0], "right_letters": FEW[right][1]} if right < 2 else {}),
    }


def oracle(people: int, right: int) -> str:
    """Sum over the sets of people who certainly get their own present."""
    ways = sum(
        (-1) ** (k - right) * comb(k, right) * comb(people, k) * factorial(people - k) for k in range(right, people + 1)
    )
    return f"{ways} {Fraction(ways, factorial(people))}"


FAMILY = template_family(
    name="wrong_presents",
    title="Presents drawn by their owners",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=16,
)
