"""Matchsticks for figures of a growing pattern, figure by figure, against a sum formula."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """Figure 1 of a pattern consists of $first matchsticks. Figure 2 has $gap more than figure 1, figure 3 has $third
    more than figure 2, and so on: the increase grows by $extra each time. How many matchsticks does figure $count
    have, and how many are needed to lay figures 1 to $count side by side?""",
    """$name builds towers. The first tower takes $first blocks; the second one takes $gap more than the first, the
    third one $third more than the second, and so on, the increase growing by $extra each time. Find the number of
    blocks in tower $count and in the first $count towers together.""",
    """Snowflakes are cut from paper with more and more corners: $first in the first one, then $gap more, then $third
    more, the growth itself increasing by $extra every time. How many corners does snowflake $count have, and how many
    do the first $count have together?""",
)

CODE = """
figure = $first
increase = $gap
total = figure
for number in range(2, $count + 1):
    figure += increase
    increase += $extra
    total += figure
print(figure, total)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    gap, extra = random.randint(2, 9), random.randint(1, 5)
    return {
        **person(random),
        "first": random.randint(3, 12),
        "gap": gap,
        "extra": extra,
        "third": gap + extra,
        "count": random.randint(3, max(4, size + 3)),
    }


def oracle(first: int, gap: int, extra: int, count: int) -> str:
    n = count - 1
    figure = first + n * gap + extra * n * (n - 1) // 2
    total = count * first + gap * count * n // 2 + extra * count * n * (n - 1) // 6
    return f"{figure} {total}"


FAMILY = template_family(
    name="matchstick_pattern",
    title="A growing pattern of matchsticks",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=60,
)
