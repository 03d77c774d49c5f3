"""A made-up operation folded over numbers from the left, against its unrolled weighted sum."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person, signed

STATEMENTS = (
    """For numbers a and b let a ⊕ b = $p_text $q_text $r_text. Work out $chain, always from left to right.""",
    """$name invents an operation: a ⊕ b means $p_text $q_text $r_text. What is $chain if it is evaluated from the
    left?""",
    """A machine combines two numbers: from a (left) and b (right) it makes $p_text $q_text $r_text. The numbers
    $numbers_text are combined from left to right, each result being the left number for the next step. What is the
    final result?""",
)

CODE = """
def circled_plus(a, b):
    return $p * a + $q * b + $r

def solution():
    numbers = $numbers
    result = numbers[0]
    for number in numbers[1:]:
        result = circled_plus(result, number)
    return result
"""


def generate(random: Random, size: int) -> dict[str, object]:
    p, q = random.choice((-2, -1, 2, 3)), random.choice((-3, -2, -1, 2, 4, 5))
    r = random.choice((-4, -3, -2, -1, 1, 2, 3, 5))
    numbers = [random.randint(1, 12) for _ in range(max(3, size))]
    return {
        **person(random),
        "p": p,
        "q": q,
        "r": r,
        "p_text": signed(p, "a", first=True),
        "q_text": signed(q, "b").strip(),
        "r_text": signed(r, "").strip(),
        "numbers": numbers,
        "numbers_text": listing(numbers),
        "chain": " ⊕ ".join(map(str, numbers)),
    }


def oracle(p: int, q: int, r: int, numbers: list[int]) -> int:
    last = len(numbers) - 1
    total: int = p**last * numbers[0]
    for k in range(1, last + 1):
        total += p ** (last - k) * (q * numbers[k] + r)
    return total


FAMILY = template_family(
    name="made_up_operation",
    title="A made-up operation",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
