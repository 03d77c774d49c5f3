"""Posts around a field of several sides: side by side without counting corners twice, against walking the fence."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """The sides of a field are $sides_text metres long, one after the other. $name sets a post at every corner and,
    along the sides, one post every $gap metres, and runs one line of wire around the field. Each post costs $$$price
    and each metre of wire $$$wire. What does the whole fence cost, in dollars?""",
    """$name fences in a field whose sides measure $sides_text metres. There is a post at each corner and posts $gap
    metres apart between the corners. A post costs $$$price and a metre of wire $$$wire. Find the cost of all posts and
    of wire once around the field, in dollars.""",
    """A pasture has straight edges of $sides_text metres. Along them posts stand at distances of $gap metres, among
    them one in each corner. With posts at $$$price apiece and a single wire all the way round at $$$wire per metre, how
    many dollars does $name have to pay?""",
)

CODE = """
side_lengths = $sides
gap = $gap
posts = 0
wire = 0
for length in side_lengths:
    posts_with_both_corners = length // gap + 1
    posts += posts_with_both_corners - 1
    wire += length
cost = posts * $price + wire * $wire
print(cost)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    gap = random.randint(2, 5)
    corners = max(3, size)
    sides = [gap * random.randint(6, 14) for _ in range(corners)]
    return {
        **person(random),
        "sides": sides,
        "sides_text": listing(sides),
        "gap": gap,
        "price": random.randint(4, 15),
        "wire": random.randint(2, 6),
    }


def oracle(sides: list[int], gap: int, price: int, wire: int) -> int:
    around = sum(sides)
    return sum(price for _ in range(0, around, gap)) + wire * around


IDEA = (
    "Along each side one post more is needed than there are gaps. As a corner belongs to two sides, each "
    "side leaves one of its corners to the next."
)
INVARIANTS = (
    Invariant(
        "wire >= length",
        "with the side of {length}, there {posts|is/are} {posts|# post} and {wire} of wire",
        line="wire += length",
    ),
)


FAMILY = template_family(
    name="fence_posts",
    title="Posts and wire around a field",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=24,
    idea=IDEA,
    invariants=INVARIANTS,
)
