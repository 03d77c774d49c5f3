"""Two candles burning at different rates: minute by minute, against a linear equation."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import COLOURS, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """A $colour candle is $tall millimetres tall and burns down $fast millimetres per minute. A $colour2 candle is
    $short millimetres tall and burns $slow millimetres per minute. $name lights both at the same time. After how many
    full minutes is the $colour candle, for the first time, no taller than the $colour2 one, and how tall is the
    $colour2 one then?""",
    """$name lights two candles together: a $colour one of $tall mm that loses $fast mm a minute, and a $colour2 one of
    $short mm that loses $slow mm a minute. $They looks at them once a minute. After how many minutes does $they first
    see that the $colour candle is no longer the taller one, and what is the height of the $colour2 candle at that
    moment?""",
    """Two candles are lit at once. The $colour one measures $tall mm and shrinks by $fast mm each minute; the $colour2
    one measures $short mm and shrinks by $slow mm each minute. Give the first full minute after which the $colour
    candle is no longer the taller one, and the height of the $colour2 candle at that time.""",
)

CODE = """
tall_candle = $tall
short_candle = $short
minutes = 0
while tall_candle > short_candle:
    tall_candle -= $fast
    short_candle -= $slow
    minutes += 1
print(minutes, short_candle)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    slow = random.randint(2, 5)
    fast = slow + random.randint(1, 5)
    minutes = random.randint(max(1, size // 2), size + 2)
    short = slow * minutes + random.randint(20, 120)
    first, second = random.sample(COLOURS[:6], 2)
    return {
        **person(random),
        "colour": first,
        "colour2": second,
        "tall": short + (fast - slow) * minutes - random.randint(0, fast - slow - 1),
        "short": short,
        "fast": fast,
        "slow": slow,
    }


def oracle(tall: int, short: int, fast: int, slow: int) -> str:
    minutes = -(-(tall - short) // (fast - slow))
    return f"{minutes} {short - slow * minutes}"


IDEA = (
    "The tall candle burns faster, so the difference gets smaller by the same amount every minute. It is "
    "looked for when it is gone."
)
INVARIANTS = (
    Invariant(
        "minutes >= 1",
        "after {minutes|# minute} the candles measure {tall_candle} and {short_candle}",
        line="minutes += 1",
    ),
)


FAMILY = template_family(
    name="burning_candles",
    title="Two candles burning down",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=16,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
