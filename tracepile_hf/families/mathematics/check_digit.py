"""A weighted check digit computed from the sum, against trying all ten digits."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.records import Invariant

STATEMENTS = (
    """The digits of a library card are $digits_text, followed by a check digit. They are multiplied in turn by
    $weights_text, $weights_text and so on; the check digit makes the total of the products and itself a multiple of
    10. Give the total without the check digit, and the check digit.""",
    """To protect the number $digits_text (read digit by digit) against typing errors, its digits are weighted with
    $weights_text over and over again and added up; a last digit completes the sum to a multiple of 10. Find the
    weighted sum and this last digit.""",
    """A parcel has the number $digits_text. Multiply its digits from left to right by $weights_text, beginning again
    with the first factor whenever the factors are used up, and add up the products. Which sum do you get, and which
    digit has to be added to reach the next multiple of 10 (0 if it is one already)?""",
)

CODE = """
digits = $digits
weights = $weights
total = 0
for position, digit in enumerate(digits):
    weight = weights[position % len(weights)]
    total += weight * digit
check = (10 - total % 10) % 10
print(total, check)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    digits = [random.randint(0, 9) for _ in range(max(3, size))]
    weights = random.choice(([1, 3], [3, 1], [7, 3, 1], [2, 1], [3, 7, 9], [1, 7, 3]))
    return {
        "digits": digits,
        "digits_text": " ".join(map(str, digits)),
        "weights": weights,
        "weights_text": ", ".join(map(str, weights)),
    }


def oracle(digits: list[int], weights: list[int]) -> str:
    rounds = weights * len(digits)
    total = sum(map(int.__mul__, digits, rounds))
    check = next(last for last in range(10) if (total + last) % 10 == 0)
    return f"{total} {check}"


IDEA = "Each digit counts with the weight of its place. The check digit fills the sum up to the next multiple of 10."
INVARIANTS = (
    Invariant(
        "total >= weight * digit",
        "the digit {digit} counts {weight * digit|calc}, which makes {total}",
        line="total += weight * digit",
    ),
    Invariant(
        "(total + check) % 10 == 0",
        "{total + check|calc} is a multiple of 10",
        line="check = (10 - total % 10) % 10",
    ),
)


FAMILY = template_family(
    name="check_digit",
    title="The check digit of a card number",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=18,
    idea=IDEA,
    invariants=INVARIANTS,
)
