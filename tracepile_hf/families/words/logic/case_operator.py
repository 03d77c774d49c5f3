"""Left to right with a case distinction, against folding."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """The operation a $sign b is a - b where a is greater than b, and a + $k * b otherwise. From left to right, what is $text?""",
    """By definition a $sign b gives the difference a - b if a > b, else a + $k * b. Evaluate $text, beginning on the left.""",
)

CODE = """
numbers = $numbers
value = numbers[0]
for number in numbers[1:]:
    if value > number:
        value = value - number
        #: As {was value} > {number}, it is {was value} - {number} = {value}. || {was value} is greater than {number}: {was value} - {number} = {value}.
    else:
        value = value + $k * number
        #: {was value} is not greater than {number}, so {was value} + $k * {number} = {value}. || Otherwise the rule is a + $k * b: {was value} + $k * {number} = {value}.
print(value)
#: So the result is {value}. || What remains is {value}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    numbers = [random.randint(1, 20) for _ in range(size + 2)]
    sign = random.choice(("#", "@", "&", "~"))
    return {"numbers": numbers, "k": random.randint(2, 4), "sign": sign, "text": f" {sign} ".join(map(str, numbers))}


def oracle(numbers: list[int], k: int) -> int:
    *before, last = numbers
    if not before:
        return last
    value = oracle(before, k)
    return value - last if value > last else value + k * last


FAMILY = told_family(
    name="case_operator",
    title="An operation that depends on which number is larger",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
