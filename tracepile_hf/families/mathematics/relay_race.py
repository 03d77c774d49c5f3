"""Adding times given in minutes and seconds: carrying by hand, against one division at the end."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """The runners of a relay team need $times_text (minutes:seconds). Every handover after the first runner costs
    $handover seconds. What is the team's total time in minutes and seconds?""",
    """In a relay race $name's team runs legs of $times_text, written as minutes:seconds, and loses $handover seconds
    at each change of runners. Find the finishing time of the team.""",
    """Swimmers follow one another in a relay; their times are $times_text in minutes and seconds, and between two
    swimmers $handover seconds pass. How long does it take altogether, in minutes and seconds?""",
)

CODE = """
leg_times = $times
minutes = 0
seconds = 0
first = True
for leg_minutes, leg_seconds in leg_times:
    minutes += leg_minutes
    seconds += leg_seconds
    if first:
        first = False
    else:
        seconds += $handover
    while seconds >= 60:
        seconds -= 60
        minutes += 1
print(f"{minutes}:{seconds:02d}")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    times = [(random.randint(1, 5), random.randint(0, 59)) for _ in range(max(2, size))]
    return {
        **person(random),
        "times": times,
        "times_text": listing([f"{minutes}:{seconds:02d}" for minutes, seconds in times]),
        "handover": random.randint(2, 9),
    }


def oracle(times: list[tuple[int, int]], handover: int) -> str:
    total = sum(60 * minutes + seconds for minutes, seconds in times) + handover * (len(times) - 1)
    return f"{total // 60}:{total % 60:02d}"


FAMILY = template_family(
    name="relay_race",
    title="The total time of a relay race",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
