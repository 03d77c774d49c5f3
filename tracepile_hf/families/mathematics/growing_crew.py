"""Work done by a crew that grows: day by day, against a search over a quadratic sum."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import some

STATEMENTS = (
    """Building a wall of $bricks bricks is started by $crew workers, each of whom lays $daily bricks a day. At the
    beginning of every further day $join_text. On which day is the wall finished, and how many workers are there on
    that day?""",
    """$bricks bricks have to be laid. On day 1 there are $crew workers; from day 2 on, $join_text at the start of each
    day. One worker lays $daily bricks a day. Find the day on which the last brick is laid and the size of the crew on
    that day.""",
    """$crew gardeners begin to plant $bricks bulbs. Each plants $daily a day, and on every new day $join_text before
    work begins. On what day are they done, and how many gardeners are at work then?""",
)

CODE = """
bricks_left = $bricks
workers = $crew
day = 1
while True:
    bricks_left -= workers * $daily
    if bricks_left <= 0:
        break
    day += 1
    workers += $join
print("day", day, "with", workers, "workers")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    crew, join, daily = random.randint(2, 6), random.randint(1, 3), random.randrange(120, 400, 20)
    days = random.randint(max(2, size // 2), size + 1)
    workers = crew * days + join * days * (days - 1) // 2
    return {
        "bricks": workers * daily - random.randint(0, crew * daily),
        "crew": crew,
        "join": join,
        "join_text": f"{some(join, 'worker')} {'joins' if join == 1 else 'join'} them",
        "daily": daily,
    }


def oracle(bricks: int, crew: int, daily: int, join: int) -> str:
    day = next(n for n in range(1, bricks) if daily * (2 * crew * n + join * n * (n - 1)) >= 2 * bricks)
    return f"day {day} with {crew + join * (day - 1)} workers"


FAMILY = template_family(
    name="growing_crew",
    title="A crew that grows every day",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=90,
)
