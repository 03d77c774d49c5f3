"""The ball followed from swap to swap, against shuffling the row of cups."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """$count cups stand upside down in a row, and a ball is under cup place $ball, counted from the left. The cups at these places are exchanged, one pair after the other: $swap_text. At which place is the ball now?""",
    """A magician hides a ball at place $ball of a row of $count cups. Pairs of cups change places in this order: $swap_text. Where should one point to find the ball?""",
)

CODE = """
ball = $ball
for left, right in $swaps:
    if ball == left:
        #: not =>
        #: taken =>
        ball = right
        #: Places {left} and {right} change, and the ball goes along to place {ball}. || The ball was at {left}; after this swap it is at {ball}.
    elif ball == right:
        #: not taken => The swap of {left} and {right} does not touch the ball at place {ball}. || Places {left} and {right} change without the ball, still at place {ball}.
        #: taken =>
        ball = left
        #: Places {right} and {left} change, and the ball goes along to place {ball}. || From place {right} the ball moves to place {ball}.
print(ball)
#: So it is under the cup at place {ball}. || The ball ends at place {ball}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = random.randint(3, 7)
    swaps = [tuple(random.sample(range(1, count + 1), 2)) for _ in range(size)]
    return {
        "count": count,
        "ball": random.randint(1, count),
        "swaps": swaps,
        "swap_text": ", ".join(f"{one} and {other}" for one, other in swaps),
    }


def oracle(ball: int, swaps: list[tuple[int, int]]) -> int:
    row = list(range(10))
    for one, other in swaps:
        row[one], row[other] = row[other], row[one]
    return row.index(ball)


FAMILY = told_family(
    name="cup_game",
    title="A ball under cups that change places",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=25,
)
