"""The cheapest of several phone plans: a running minimum, against sorting."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, some

STATEMENTS = (
    """$name telephones about $minutes minutes a month and compares these plans: $plans. Which plan is the cheapest for
    $them, and how many cents does it cost?""",
    """A phone company offers the following plans: $plans. Find the cheapest one for a customer who uses $minutes
    minutes a month, and its monthly price in cents.""",
    """Someone who talks for $minutes minutes a month can choose: $plans. Name the plan with the lowest monthly cost
    and this cost in cents.""",
)

CODE = """
minutes_used = $minutes
names = $names
fees = $fees
free_minutes = $free
rates = $rates
best_name = None
best_cost = None
for i in range(len(names)):
    cost = fees[i]
    extra = minutes_used - free_minutes[i]
    if extra > 0:
        cost += extra * rates[i]
    if best_cost is None or cost < best_cost:
        best_cost = cost
        best_name = names[i]
print(best_name, best_cost)
"""

PLANS = ("Basic", "Smart", "Talk", "Free", "Light", "Total", "Home", "Extra")


def generate(random: Random, size: int) -> dict[str, object]:
    count = max(2, min(size, 7))
    names = random.sample(PLANS, count)
    minutes = random.randrange(80, 700, 5)
    fees = random.sample(range(300, 4000, 50), count)
    free = [random.randrange(20, 400, 20) for _ in names]
    rates = [random.randint(2, 15) for _ in names]
    plans = [
        f"{name} costs {fee} cents a month with {some(units, 'free minute')} and {rate} cents for each further minute"
        for name, fee, units, rate in zip(names, fees, free, rates, strict=True)
    ]
    return {
        **person(random),
        "plans": "; ".join(plans),
        "minutes": minutes,
        "names": names,
        "fees": fees,
        "free": free,
        "rates": rates,
    }


def oracle(minutes: int, names: list[str], fees: list[int], free: list[int], rates: list[int]) -> str:
    costs = [fee + rate * max(0, minutes - units) for fee, units, rate in zip(fees, free, rates, strict=True)]
    cheapest = sorted(range(len(names)), key=costs.__getitem__)[0]
    return f"{names[cheapest]} {costs[cheapest]}"


FAMILY = template_family(
    name="phone_plans",
    title="The cheapest phone plan",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=7,
)
