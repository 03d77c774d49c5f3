"""An electricity bill in steps: block by block, against unit-by-unit pricing."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """Electricity is sold in steps. The sizes of the steps are $widths_text kilowatt hours, and a kilowatt hour in
    them costs $rates_text cents, in this order; anything beyond the last step costs $last_rate cents per kilowatt
    hour. There is also a fee of $fee cents. What is the bill, in cents, for $used kilowatt hours?""",
    """$name's household used $used kilowatt hours of electricity last month. The first $first kilowatt hours cost
    $first_rate cents each. In general the steps are $widths_text kilowatt hours wide and cost $rates_text cents per
    unit, and each further unit costs $last_rate cents. Adding a monthly fee of $fee cents, how much is the bill in
    cents?""",
    """A utility company bills $fee cents plus the consumption of $used kilowatt hours by blocks. The blocks comprise
    $widths_text kilowatt hours at $rates_text cents each; consumption beyond the last block costs $last_rate cents per
    kilowatt hour. Work out the bill in cents.""",
)

CODE = """
step_widths = $widths
step_rates = $rates
remaining = $used
bill = $fee
for width, rate in zip(step_widths, step_rates):
    if remaining == 0:
        break
    units = min(width, remaining)
    bill += units * rate
    remaining -= units
bill += remaining * $last_rate
print(bill)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    steps = max(2, min(size, 8))
    widths = [random.randrange(20, 101, 10) for _ in range(steps)]
    rates = sorted(random.sample(range(9, 40), steps + 1))
    *before, last_rate = rates
    return {
        **person(random),
        "widths": widths,
        "rates": before,
        "widths_text": listing(widths),
        "rates_text": listing(before),
        "first": widths[0],
        "first_rate": before[0],
        "last_rate": last_rate,
        "fee": random.randrange(100, 900, 25),
        "used": random.randint(15, sum(widths) + 60),
    }


def oracle(widths: list[int], rates: list[int], used: int, fee: int, last_rate: int) -> int:
    price_of_unit = [rate for width, rate in zip(widths, rates, strict=True) for _ in range(width)]
    price_of_unit += [last_rate] * used
    return fee + sum(price_of_unit[:used])


IDEA = (
    "Each step of the tariff takes as many units as it holds or as are left. The units of a step cost its "
    "own rate only."
)
INVARIANTS = (
    Invariant(
        "remaining >= 0 and units <= width",
        "{units|# unit} {units|costs/cost} {units * rate|calc}, and {remaining} {remaining|is/are} left",
        line="remaining -= units",
    ),
)


FAMILY = template_family(
    name="electricity_bill",
    title="An electricity bill with steps",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=8,
    idea=IDEA,
    invariants=INVARIANTS,
)
