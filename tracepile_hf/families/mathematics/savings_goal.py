"""Saving towards a goal with a regular treat: week by week, against a search over a formula."""

from __future__ import annotations

from bisect import bisect_left
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import WISHES, ordinal, person

STATEMENTS = (
    """$name wants to buy $wish that costs $$$goal. $They already has $$$start and saves $$$weekly every week, but in
    every $nth week $they spends $$$treat on a trip to the cinema. After how many weeks does $name have at least
    $$$goal?""",
    """$name is saving for $wish, which costs $$$goal. There is $$$start in the money box at the beginning. Every week
    $they puts in $$$weekly; at the end of every $nth week $they takes out $$$treat for a pizza. How many weeks pass
    before the money box holds $$$goal or more?""",
    """The price of $wish is $$$goal. $name starts with $$$start, earns $$$weekly a week by walking the neighbours'
    dogs and pays $$$treat for dog biscuits in every $nth week. Find the number of weeks after which $name can pay for
    it.""",
)

CODE = """
def solution():
    goal = $goal
    saved = $start
    weekly_saving = $weekly
    weeks_between_treats = $period
    treat_cost = $treat
    week = 0
    while saved < goal:
        week += 1
        saved += weekly_saving
        if week % weeks_between_treats == 0:
            saved -= treat_cost
    return week
"""


def generate(random: Random, size: int) -> dict[str, object]:
    weekly = random.randint(8, 35)
    period = random.randint(2, 5)
    start = random.randint(5, 40)
    goal = start + weekly * random.randint(size, 2 * size) // 2 + random.randint(weekly, 2 * weekly)
    return {
        **person(random),
        "wish": random.choice(WISHES),
        "goal": goal,
        "start": start,
        "weekly": weekly,
        "period": period,
        "nth": "second" if period == 2 else ordinal(period),
        "treat": random.randint(4, weekly - 2),
    }


def oracle(goal: int, start: int, weekly: int, period: int, treat: int) -> int:
    weeks = range(goal + 1)
    return bisect_left(weeks, goal, key=lambda week: start + weekly * week - treat * (week // period))


FAMILY = template_family(
    name="savings_goal",
    title="Weeks of saving until a goal is reached",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=300,
)
