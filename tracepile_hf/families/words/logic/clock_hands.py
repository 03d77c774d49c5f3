"""Minutes added one change after the other, against one sum."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import some
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """A clock shows $start_text. It is changed several times: $text. Which time does it show then (hours and minutes, on a 24-hour dial)?""",
    """Starting from $start_text, somebody turns the hands like this: $text. What does the 24-hour clock say in the end?""",
)

CODE = """
minutes = $start
for change in $changes:
    minutes = (minutes + change) % 1440
    #: change > 0 => {change|minute~minutes} forward make it {minutes|clock}. || Forward by {change}: {minutes|clock}.
    #: {-change|minute~minutes} back make it {minutes|clock}. || Back by {-change}: {minutes|clock}.
print(f"{minutes // 60}:{minutes % 60:02d}")
#: The clock shows {minutes|clock}. || So it is {minutes|clock} on the clock.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    start = random.randrange(1440)
    changes = [random.choice((-1, 1)) * random.randint(3, 200) for _ in range(size)]
    text = ", then ".join(f"{some(abs(each), 'minute')} {'forward' if each > 0 else 'back'}" for each in changes)
    return {"start": start, "changes": changes, "start_text": f"{start // 60}:{start % 60:02d}", "text": text}


def oracle(start: int, changes: list[int]) -> str:
    hours, minutes = divmod((start + sum(changes)) % 1440, 60)
    return f"{hours}:{minutes:02d}"


FAMILY = told_family(
    name="clock_hands",
    title="A clock put forward and back",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
