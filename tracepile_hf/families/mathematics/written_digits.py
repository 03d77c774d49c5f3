"""A digit in the row of all numbers, block by block, against writing the row out."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, person

STATEMENTS = (
    """The whole numbers from $start on are written one after the other without spaces: $beginning... To which number
    does the digit in place $place belong, and which digit is it?""",
    """$name types the numbers from $start on without any gap: $beginning and so on. While typing which number does
    $they press the ${nth} key, and which digit is on that key?""",
    """House numbers from $start on are painted one digit after the other on a long wall: $beginning and so forth.
    Which house number is being painted with digit number $place, and which digit is it?""",
)

CODE = """
def solution():
    place = $place
    number = $start
    while True:
        length = len(str(number))
        last_of_length = 10 ** length - 1
        block = (last_of_length - number + 1) * length
        if place > block:
            place -= block
            number = last_of_length + 1
        else:
            number += (place - 1) // length
            position = (place - 1) % length
            return number, str(number)[position]
"""


def generate(random: Random, size: int) -> dict[str, object]:
    start = random.randint(1, 99)
    place = random.randint(5, 10 + 20 * size)
    return {
        **person(random),
        "start": start,
        "place": place,
        "nth": ordinal(place),
        "beginning": "".join(str(start + k) for k in range(6)),
    }


def oracle(place: int, start: int) -> tuple[int, str]:
    row = [(number, digit) for number in range(start, start + place) for digit in str(number)]
    return row[place - 1]


FAMILY = template_family(
    name="written_digits",
    title="A digit in a row of numbers written together",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=60,
    max_size=3000,
)
