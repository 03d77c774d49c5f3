"""Reading a little more every day: day by day, against the quadratic formula."""

from __future__ import annotations

from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, some

STATEMENTS = (
    """$name starts a novel of $pages pages. On the first day $they reads $some_first, and on each following day $more
    more than on the day before. On which day does $name finish the novel?""",
    """A book has $pages pages. $name reads $some_first on day 1 and raises the daily amount by $more every day. How
    many days does $they need for the book?""",
    """To get through a textbook of $pages pages, $name plans $some_first for the first day and then each day $more
    more than the day before. After how many days has $they reached the end?""",
)

CODE = """
pages_left = $pages
pages_today = $first
day = 0
while pages_left > 0:
    day += 1
    pages_left -= pages_today
    pages_today += $step
print(day)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    first, step = random.randint(4, 30), random.randint(1, 8)
    days = random.randint(max(1, size // 2), size + 2)
    total = days * first + step * days * (days - 1) // 2
    last_day = first + step * (days - 1)
    return {
        **person(random),
        "pages": total - random.randint(0, last_day - 1),
        "first": first,
        "step": step,
        "some_first": some(first, "page"),
        "more": some(step, "page"),
    }


def oracle(pages: int, first: int, step: int) -> int:
    slope = 2 * first - step
    root = isqrt(slope * slope + 8 * step * pages)
    days = max(0, (root - slope) // (2 * step))
    return days if 2 * days * first + step * days * (days - 1) >= 2 * pages else days + 1


FAMILY = template_family(
    name="reading_plan",
    title="Days needed to finish a book",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=120,
)
