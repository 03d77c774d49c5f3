"""Rounds of votes with the weakest dropped, against recursion."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import listing, names
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """$count people rank $who_text. In every round each vote counts for the best placed candidate still in; the one with the fewest votes drops out (of equals the one named last in the alphabet), until one has more than half. The ballots, best first: $text. Who wins?""",
)

CODE = """
ballots = $ballots
running = $running
while True:
    votes = {name: 0 for name in running}
    for ballot in ballots:
        best = [name for name in ballot if name in running][0]
        votes[best] += 1
    leader = max(running, key=lambda name: votes[name])
    #: The votes are {votes}. || Counting gives {votes}.
    if votes[leader] * 2 > len(ballots):
        #: taken => {leader} has more than half of {len(ballots)}. || More than half of {len(ballots)} are for {leader}.
        #: not => Nobody has more than half of {len(ballots)}. || That is no majority of {len(ballots)} for anyone.
        break
    last = min(sorted(running, reverse=True), key=lambda name: votes[name])
    running.remove(last)
    #: {last} drops out. || The weakest is {last}, who is out.
print(leader)
#: The winner is {leader}. || So {leader} wins.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    running = sorted(names(random, 3 if size < 6 else 4))
    ballots = [random.sample(running, len(running)) for _ in range(2 * (size // 2) + 3)]
    return {
        "ballots": ballots,
        "running": running,
        "count": len(ballots),
        "who_text": listing(running),
        "text": "; ".join(", ".join(ballot) for ballot in ballots),
    }


def oracle(ballots: list[list[str]], running: list[str]) -> str:
    tops = [next(name for name in ballot if name in running) for ballot in ballots]
    best = max(running, key=tops.count)
    if 2 * tops.count(best) > len(tops):
        return best
    fewest = min(map(tops.count, running))
    out = max(name for name in running if tops.count(name) == fewest)
    return oracle(ballots, [name for name in running if name != out])


FAMILY = told_family(
    name="instant_votes",
    title="An election by crossing out the last",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
)
