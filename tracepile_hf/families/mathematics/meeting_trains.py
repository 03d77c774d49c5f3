"""Two trains that start at different times: minute by minute, against a linear equation."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import TOWNS, some

STATEMENTS = (
    """$town and $town2 are $distance kilometres apart. A train leaves $town for $town2 at $clock and travels $slow_text
    a minute; $delay_text later another train leaves $town2 for $town at $fast_text a minute. Counting in full minutes
    from $clock, after how many minutes have they first met or passed each other, and how many kilometres has the first
    train covered by then?""",
    """At $clock a freight train sets out from $town towards $town2, $distance km away, at $slow km per minute. An
    express train comes the other way, starting from $town2 $delay_text later at $fast km per minute. Counting in whole
    minutes from $clock, when is the distance covered by both at least the whole line, and where is the freight train
    then (km from $town)?""",
    """Two cyclists' support vans start on a straight road of $distance km that joins $town and $town2. One leaves
    $town at $clock and does $slow_text a minute, the other one leaves $town2 $delay_text later and does $fast_text a
    minute towards the first. Checking once a minute, after how many minutes from $clock have they met, and what
    distance has the first van covered?""",
)

CODE = """
distance = $distance
first_train = 0
second_train = 0
minute = 0
while first_train + second_train < distance:
    minute += 1
    first_train += $slow
    if minute > $delay:
        second_train += $fast
print(minute, first_train)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    slow = random.randint(1, 3)
    fast = slow + random.randint(1, 3)
    delay = random.randint(3, max(4, size // 2))
    distance = slow * delay + (slow + fast) * random.randint(max(2, size // 2), size + 2) - random.randint(0, fast)
    first, second = random.sample(TOWNS, 2)
    return {
        "town": first,
        "town2": second,
        "clock": f"{random.randint(6, 20)}:{random.randrange(0, 60, 5):02d}",
        "distance": distance,
        "slow": slow,
        "fast": fast,
        "slow_text": some(slow, "kilometre"),
        "fast_text": some(fast, "kilometre"),
        "delay": delay,
        "delay_text": some(delay, "minute"),
    }


def oracle(distance: int, slow: int, fast: int, delay: int) -> str:
    together = distance + fast * delay
    minute = -(-together // (slow + fast))
    return f"{minute} {slow * minute}"


FAMILY = template_family(
    name="meeting_trains",
    title="Two trains that meet",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=120,
)
