"""A class election: counting ballots one by one, against sorted counts."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """In a class election the ballots, in the order they are read out, are: $ballots_text. How many more votes than
    the runner-up does the winner get, and what percentage of all votes does the winner have (an exact fraction)?""",
    """A club elects its president. The slips of paper say: $ballots_text. State the winner's lead over the second in
    votes and the winner's share of the votes in percent, exactly.""",
    """A team votes for a captain. These names are on the cards: $ballots_text. By how many votes does the winner beat
    the runner-up, and what percentage of the cards carries the winner's name (exactly)?""",
)

CODE = """
from fractions import Fraction

ballots = $ballots
votes = {}
for candidate in ballots:
    if candidate in votes:
        votes[candidate] += 1
    else:
        votes[candidate] = 1
most = 0
second = 0
for count in votes.values():
    if count > most:
        second = most
        most = count
    elif count > second:
        second = count
share = Fraction(100 * most, len(ballots))
print(most - second, share)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    candidates = random.sample(["Ada", "Ben", "Eva", "Kim", "Max", "Tom", "Ida"], random.randint(3, 4))
    weights = [random.randint(1, 5) for _ in candidates]
    ballots = random.choices(candidates, weights, k=random.randint(max(3, size - 4), max(3, size)))
    return {"ballots": ballots, "ballots_text": ", ".join(ballots)}


def oracle(ballots: list[str]) -> str:
    counts = sorted([*Counter(ballots).values(), 0])
    return f"{counts[-1] - counts[-2]} {Fraction(counts[-1] * 100, sum(counts))}"


FAMILY = template_family(
    name="class_election",
    title="The winner's margin in an election",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=60,
)
