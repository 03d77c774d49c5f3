"""A clock that gains or loses time: hour by hour with a carry, against modular arithmetic."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """A clock is set right at $clock. It $drifts $drift minutes every hour. What does it show, in 24-hour time, when
    $hours hours have really passed?""",
    """At $clock $name sets $their old clock to the correct time. The clock $drifts $drift minutes per hour. What time
    is on the clock $hours hours later (24-hour notation)?""",
    """The tower clock of a village, correct at $clock, $drifts $drift minutes in every real hour. Which time can be
    read on it $hours hours later? Use 24-hour time.""",
)

CODE = """
hour = $hour
minute = $minute
for _ in range($hours):
    minute += 60 + $change
    while minute >= 60:
        minute -= 60
        hour += 1
    if hour >= 24:
        hour -= 24
print(f"{hour:02d}:{minute:02d}")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    change = random.choice((-1, 1)) * random.randint(2, 9)
    hour, minute = random.randint(0, 23), random.randrange(0, 60, 5)
    return {
        **person(random),
        "clock": f"{hour:02d}:{minute:02d}",
        "hour": hour,
        "minute": minute,
        "change": change,
        "drift": abs(change),
        "drifts": "gains" if change > 0 else "loses",
        "hours": random.randint(max(3, size // 2), size + 5),
    }


def oracle(hour: int, minute: int, change: int, hours: int) -> str:
    shown = (60 * hour + minute + hours * (60 + change)) % (24 * 60)
    return f"{shown // 60:02d}:{shown % 60:02d}"


FAMILY = template_family(
    name="slow_clock",
    title="A clock that runs wrong",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=100,
)
