"""Task scheduling (CLRS): unit tasks, each with a deadline and a penalty for missing it."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Every task takes one day. Task i must be done on day deadlines[i] or earlier, otherwise penalties[i] has to be paid.
Return the smallest total penalty possible and the schedule that results when the tasks are taken by falling penalty
(lower number first if equal) and each is put on the latest free day that is not too late: a list with a task number
or None per day.
"""

CODE = """
def schedule(deadlines, penalties):
    days = max(deadlines)
    calendar = [None] * days
    lost = 0
    order = sorted(range(len(deadlines)), key=lambda task: (-penalties[task], task))
    for task in order:
        day = deadlines[task] - 1
        while day >= 0 and calendar[day] is not None:
            day -= 1
        if day >= 0:
            calendar[day] = task
        else:
            lost += penalties[task]
    return lost, calendar
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    deadlines = [random.randint(1, max(1, size - 2)) for _ in range(size)]
    return deadlines, [random.randint(5, 90) for _ in range(size)]


def oracle(deadlines: list[int], penalties: list[int]) -> tuple[int, list[int | None]]:
    tasks = range(len(deadlines))

    def feasible(chosen: tuple[int, ...]) -> bool:
        return all(sum(deadlines[task] <= day for task in chosen) <= day for day in range(1, max(deadlines) + 1))

    subsets = (chosen for count in range(len(tasks) + 1) for chosen in combinations(tasks, count))
    kept = max(sum(penalties[task] for task in chosen) for chosen in subsets if feasible(chosen))
    free = list(range(1, max(deadlines) + 1))
    calendar: list[int | None] = [None] * max(deadlines)
    for _, task in sorted((-penalties[task], task) for task in tasks):
        days = [day for day in free if day <= deadlines[task]]
        if days:
            free.remove(days[-1])
            calendar[days[-1] - 1] = task
    return sum(penalties) - kept, calendar


FAMILY = function_family(
    name="task_scheduling",
    title="Unit tasks with deadlines and penalties",
    statement=STATEMENT,
    code=CODE,
    entry_point="schedule",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=9,
)
