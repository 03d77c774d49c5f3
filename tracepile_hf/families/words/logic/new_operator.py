"""From left to right with a defined sign, against a closed form by recursion."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """For numbers, let a $sign b stand for $p times a plus $q times b. Working from left to right, what is $text?""",
    """Define a new sign: a $sign b means $p * a + $q * b. Find $text, evaluated from the left.""",
    """A class invents the operation a $sign b = $p * a + $q * b and agrees to go from left to right. What is $text?""",
)

CODE = """
numbers = $numbers
value = numbers[0]
for number in numbers[1:]:
    value = $p * value + $q * number
    #: {was value} $sign {number} is $p * {was value} + $q * {number} = {value}. || Next, $p * {was value} + $q * {number} = {value}.
print(value)
#: The value is {value}. || So it comes to {value}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    numbers = [random.randint(1, 9) for _ in range(size + 1)]
    sign = random.choice(("#", "@", "&", "~"))
    return {
        "numbers": numbers,
        "p": random.randint(1, 3),
        "q": random.randint(2, 5),
        "sign": sign,
        "text": f" {sign} ".join(map(str, numbers)),
    }


def oracle(numbers: list[int], p: int, q: int) -> int:
    if len(numbers) == 1:
        return numbers[0]
    return p * oracle(numbers[:-1], p, q) + q * numbers[-1]


FAMILY = told_family(
    name="new_operator",
    title="A made-up operation used several times",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
