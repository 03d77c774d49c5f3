"""A tank with a leak that starts late: hour by hour, against ceiling division."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import some

STATEMENTS = (
    """A tank holds $capacity litres and contains $start litres. A pump brings in $inflow litres every hour. After
    $delay a crack opens, and from then on $leak litres are lost every hour as well. In which hour does the tank become
    full?""",
    """Water flows into a tank at $inflow litres per hour. At the beginning there are $start litres in it; it has room
    for $capacity litres. When $delay have passed, a valve starts to leak $leak litres an hour. After how many full
    hours is the tank full for the first time?""",
    """A rain barrel of $capacity litres already holds $start litres. The gutter adds $inflow litres each hour. Once
    $delay are over, the barrel also loses $leak litres each hour through a hole. Find the number of full hours until
    it is full.""",
)

CODE = """
def solution():
    capacity = $capacity
    litres = $start
    hours = 0
    while litres < capacity:
        hours += 1
        litres += $inflow
        if hours > $hours_before_leak:
            litres -= $leak
    return hours
"""


def generate(random: Random, size: int) -> dict[str, object]:
    inflow = random.randint(25, 90)
    leak = random.randint(5, inflow - 10)
    start = random.randrange(10, 200, 10)
    before = random.randint(2, max(3, size // 3))
    net_hours = random.randint(max(1, size // 2), size)
    return {
        "capacity": start + inflow * before + (inflow - leak) * net_hours + random.randint(0, inflow - leak - 1),
        "start": start,
        "inflow": inflow,
        "leak": leak,
        "hours_before_leak": before,
        "delay": some(before, "hour"),
    }


def oracle(capacity: int, start: int, inflow: int, leak: int, hours_before_leak: int) -> int:
    dry = -(-(capacity - start) // inflow)
    if dry <= hours_before_leak:
        return dry
    missing = capacity - start - inflow * hours_before_leak
    return hours_before_leak + -(-missing // (inflow - leak))


FAMILY = template_family(
    name="leaking_tank",
    title="Filling a tank that starts to leak",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=200,
)
