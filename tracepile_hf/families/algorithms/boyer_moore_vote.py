"""Boyer-Moore majority vote with a check."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Find out by pairing off different votes which candidate may have more than half of the votes, then count. Return the
candidate that remains, the number of votes for it, and whether that is more than half.
"""

CODE = """
def majority(votes):
    candidate = None
    lead = 0
    for vote in votes:
        if lead == 0:
            candidate = vote
            lead = 1
        elif vote == candidate:
            lead += 1
        else:
            lead -= 1
    count = 0
    for vote in votes:
        if vote == candidate:
            count += 1
    return candidate, count, 2 * count > len(votes)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = random.sample(["Amal", "Bibi", "Chen", "Dara", "Esra"], 3)
    return (random.choices(names, weights=[random.choice([2, 3, 5]), 1, 1], k=size),)


def oracle(votes: list[str]) -> tuple[str, int, bool]:
    # Pairs are struck out as a list: whoever is left at the end, or was set last, is the candidate.
    standing: list[str] = []
    last = votes[0]
    for vote in votes:
        if standing and standing[-1] != vote:
            standing.pop()
        else:
            last = vote if not standing else last
            standing.append(vote)
    return last, votes.count(last), votes.count(last) > len(votes) / 2


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    candidate, count, _ = output
    yield ([candidate] * count,)
    pairs = (count + 1) // 2
    yield (["Ada", "Bo"] * pairs + [candidate] * count,)


IDEA = (
    "Set each vote for the candidate against one for somebody else and strike both out. Who has more than "
    "half of all votes cannot be struck out completely, so only the last candidate needs to be counted."
)
INVARIANTS = (
    Invariant(
        "lead >= 0",
        "{lead|# vote} for {candidate} {lead|has/have} nothing set against {lead|it/them}",
        line="lead -= 1",
    ),
    Invariant(
        "lead >= 2 and vote == candidate",
        "{candidate} is now {lead|# vote} ahead of those that are not struck out",
        line="lead += 1",
    ),
    Invariant(
        "result[1] == votes.count(result[0])",
        "{result[0]} stands {result[1]|# time} among the {len(votes)|# vote}",
        moment="result",
    ),
    Invariant(
        "votes.count(result[0]) == result[1]",
        "{result[0]} has {result[1]|# vote} and must be left over when votes are set against each other",
        moment="output",
    ),
)


FAMILY = function_family(
    name="boyer_moore_vote",
    title="Majority by pairing off",
    statement=STATEMENT,
    code=CODE,
    entry_point="majority",
    generate=generate,
    oracle=oracle,
    default_size=11,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
