"""Steps forwards and backwards in the week, against one sum modulo 7."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import WEEKDAYS, some
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """It is $today. $talk_text Which weekday is meant in the end?""",
    """Start at $today and follow these moves through the week: $talk_text Name the weekday where this ends.""",
)

CODE = """
week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
day = $start
for move in $moves:
    if move > 0:
        #: not =>
        day = (day + move) % 7
        #: {move|day~days} later it is {week[day]}. || Going on by {move} we reach {week[day]}.
    else:
        day = (day + move) % 7
        #: {-move|day~days} before that it was {week[day]}. || Going back by {-move} we are at {week[day]}.
print(week[day])
#: So it is a {week[day]}. || The day that is meant is {week[day]}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    moves = [random.choice((-1, 1)) * random.randint(1, 9) for _ in range(size)]
    said = [f"{some(abs(move), 'day')} {'after' if move > 0 else 'before'} that" for move in moves]
    start = random.randrange(7)
    return {"start": start, "moves": moves, "today": WEEKDAYS[start], "talk_text": "; then ".join(said) + "."}


def oracle(start: int, moves: list[int]) -> str:
    return WEEKDAYS[(start + sum(moves)) % 7]


FAMILY = told_family(
    name="weekday_talk",
    title="Which weekday, by a chain of remarks",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
