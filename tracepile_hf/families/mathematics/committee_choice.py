"""Committees counted with binomial coefficients, against listing all of them."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import some
from tracepile_hf.records import Invariant

STATEMENTS = (
    """A club has $women women and $men men. In how many ways can a committee of $members people be chosen that
    includes at least $least?""",
    """From a group of $women girls and $men boys a team of $members is formed. How many teams have no fewer than
    $least_girls?""",
    """$women women and $men men apply for $members equal jobs. In how many ways can the jobs be given if at least
    $least must be among those chosen?""",
)

CODE = """
def choose(n, k):
    result = 1
    for i in range(k):
        result = result * (n - i) // (i + 1)
    return result

def solution():
    ways = 0
    for women_chosen in range($least_women, $members + 1):
        men_chosen = $members - women_chosen
        ways += choose($women, women_chosen) * choose($men, men_chosen)
    return ways
"""


def generate(random: Random, size: int) -> dict[str, object]:
    women, men = random.randint(3, max(4, size)), random.randint(2, max(4, size))
    members = random.randint(3, min(6, women + men - 1))
    least = random.randint(max(1, min(members - 2, women)), min(members, women))
    return {
        "women": women,
        "men": men,
        "members": members,
        "least_women": least,
        "least": some(least, "woman"),
        "least_girls": some(least, "girl"),
    }


def oracle(women: int, men: int, members: int, least_women: int) -> int:
    people = ["w"] * women + ["m"] * men
    return sum(group.count("w") >= least_women for group in combinations(people, members))


IDEA = (
    "The number of women is fixed first; women and men can then be chosen independently, so the numbers "
    "of ways are multiplied. Different numbers of women exclude each other, so these products are added."
)
INVARIANTS = (
    Invariant(
        "result >= 1 or n < i + 1",
        "{i + 1} of {n} can be chosen in {result|# way}",
        line="result = result * (n - i) // (i + 1)",
    ),
)


FAMILY = template_family(
    name="committee_choice",
    title="Committees with enough members of one kind",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=11,
    idea=IDEA,
    invariants=INVARIANTS,
)
