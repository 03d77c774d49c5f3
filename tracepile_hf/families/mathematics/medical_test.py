"""Bayes' rule with numbers of people, against conditional probabilities."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """In a town of $people inhabitants, $sick% have an illness. A test finds $found% of the ill and wrongly reports
    $wrong% of the healthy. Whoever is positive is tested again, up to $rounds tests in all, and the results are
    independent. What share of those who were positive $rounds times is really ill? Give an exact fraction.""",
    """$sick% of the $people parts made by a factory are faulty. A scanner rejects $found% of the faulty and $wrong% of
    the good parts; rejected parts are scanned again, up to $rounds scans in all, independently. Which fraction of the
    parts rejected in every scan is faulty?""",
    """Of $people letters, $sick% are advertisements. A filter marks $found% of the advertisements and, by mistake,
    $wrong% of the others. Marked letters are put through the filter again, $rounds times in all, with independent
    results. Of the letters marked every time, what share are advertisements, exactly?""",
)

CODE = """
from fractions import Fraction

ill = Fraction($people * $sick, 100)
healthy = $people - ill
for scan in range($rounds):
    ill = ill * Fraction($found, 100)
    healthy = healthy * Fraction($wrong, 100)
    share = ill / (ill + healthy)
print(share)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {
        "people": random.randrange(1000, 60000, 500),
        "sick": random.randint(1, 12),
        "found": random.randint(80, 99),
        "wrong": random.randint(2, 15),
        "rounds": random.randint(2, max(2, size)),
    }


def oracle(people: int, sick: int, found: int, wrong: int, rounds: int) -> Fraction:
    prior = Fraction(sick, 100)
    positive = prior * Fraction(found, 100) ** rounds + (1 - prior) * Fraction(wrong, 100) ** rounds
    return prior * Fraction(found, 100) ** rounds / positive


FAMILY = template_family(
    name="medical_test",
    title="What a positive test means",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=9,
)
