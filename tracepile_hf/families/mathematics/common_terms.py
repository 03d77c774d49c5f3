"""Common terms of two arithmetic sequences by walking along both, against stepping by their common period."""

from __future__ import annotations

from math import lcm
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.records import Invariant

STATEMENTS = (
    """The sequence $start1, $second1, ... grows by $step1 from term to term, the sequence $start2, $second2, ... by
    $step2. How many numbers up to $limit occur in both, and what is their sum?""",
    """Bell A rings after $start1 minutes and then every $step1 minutes; bell B rings after $start2 minutes and then
    every $step2 minutes. How often do both ring in the same minute up to minute $limit, and what is the sum of the
    numbers of these minutes?""",
    """One lighthouse blinks $start1 seconds after dusk and then every $step1 seconds; another one blinks $start2
    seconds after dusk and then every $step2 seconds. How often do they blink in the same second during the first
    $limit seconds, and what do you get when you add up these times in seconds?""",
)

CODE = """
first, second = $start1, $start2
shared = 0
total = 0
while first <= $limit and second <= $limit:
    if first == second:
        shared += 1
        total += first
        first += $step1
        second += $step2
    elif first < second:
        first += $step1
    else:
        second += $step2
print(shared, total)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    step1, step2 = random.sample(range(2, 10), 2)
    start1, start2 = random.randint(2, 10), random.randint(2, 10)
    return {
        "start1": start1,
        "second1": start1 + step1,
        "step1": step1,
        "start2": start2,
        "second2": start2 + step2,
        "step2": step2,
        "limit": 10 + min(step1, step2) * random.randint(max(3, size // 2), size + 3),
    }


def oracle(start1: int, step1: int, start2: int, step2: int, limit: int) -> str:
    period = lcm(step1, step2)
    low = max(start1, start2)
    first = next((n for n in range(low, low + period) if (n - start1) % step1 == (n - start2) % step2 == 0), limit + 1)
    shared = range(first, limit + 1, period)
    return f"{len(shared)} {sum(shared)}"


IDEA = (
    "The smaller of two terms cannot come up later in the other sequence, so it is passed over. Equal "
    "terms are counted, and both sequences go on."
)
INVARIANTS = (
    Invariant(
        "first == second and shared >= 1",
        "{first} is in both sequences, number {shared} of its kind",
        line="total += first",
    ),
)


FAMILY = template_family(
    name="common_terms",
    title="Terms that two sequences share",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
