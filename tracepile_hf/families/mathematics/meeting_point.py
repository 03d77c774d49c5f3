"""A meeting point with the least total distance: trying every place, against the median."""

from __future__ import annotations

from random import Random
from statistics import median_low

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing

STATEMENTS = (
    """Friends live at the kilometre stones $homes_text of a straight road. They want to meet at a stone so that the sum
    of the distances they travel is as small as possible. At which stone (the smallest, if several are equally good) do
    they meet, and how many kilometres is that in total?""",
    """The houses of $count customers stand at kilometres $homes_text along a road. A courier picks the whole kilometre
    for a parcel shop from which the sum of the distances to all houses is smallest, the lower one in case of a tie.
    Give the kilometre and the sum.""",
    """Workers come from kilometre posts $homes_text of a canal. The foreman picks a whole kilometre, as low as
    possible, for which the sum of the distances to it is smallest. Which kilometre is it, and what is that sum?""",
)

CODE = """
homes = $homes
best_place = None
best_total = None
for place in range(min(homes), max(homes) + 1):
    total = 0
    for home in homes:
        total += abs(home - place)
    if best_total is None or total < best_total:
        best_place, best_total = place, total
print(best_place, best_total)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    homes = sorted(random.sample(range(1, size + 8), random.randint(3, 6)))
    random.shuffle(homes)
    return {"homes": homes, "homes_text": listing(homes), "count": len(homes)}


def oracle(homes: list[int]) -> str:
    place = median_low(homes)
    return f"{place} {sum(abs(home - place) for home in homes)}"


FAMILY = template_family(
    name="meeting_point",
    title="The best meeting point on a street",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=40,
)
