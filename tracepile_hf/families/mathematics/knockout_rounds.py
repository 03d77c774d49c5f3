"""A knockout tournament round by round, against counting the losers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """$players players take part in a knockout tournament. In each round the players are paired; with an odd number
    one player advances without a match. Each match needs $balls new balls. How many rounds are played, and how many
    balls are needed?""",
    """$players chess players compete; whoever loses is out. In every round as many pairs as possible play, a player
    left over goes on to the next round. The entry fee per match is $$$balls. Find the number of rounds and the sum of
    the fees, in dollars.""",
    """A table tennis cup has $players entries and is played by elimination; an odd player out advances free. Each
    match uses up $balls balls. After how many rounds is there a winner, and how many balls are used up?""",
)

CODE = """
players = $players
rounds = 0
balls = 0
while players > 1:
    matches = players // 2
    balls += matches * $balls
    players -= matches
    rounds += 1
print(rounds, balls)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {"players": random.randint(10, 20 + size), "balls": random.randint(2, 12)}


def oracle(players: int, balls: int) -> str:
    return f"{(players - 1).bit_length()} {(players - 1) * balls}"


FAMILY = template_family(
    name="knockout_rounds",
    title="A knockout tournament",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=200,
    max_size=5000,
)
