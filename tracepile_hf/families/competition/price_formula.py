"""Stacks: working out price formulas with brackets."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A price formula consists of whole numbers, the operators +, - and *, and round brackets. Multiplication binds more
strongly than addition and subtraction, and equal operators are worked out from the left.

Input

The first line contains the number of formulas t (1 <= t <= 3). Each of the next t lines contains a formula, whose
parts are separated by spaces (at most 40 numbers, each from 0 to 99).

Output

For each formula print its value.

Example

Input:
    2
    2 + 3 * ( 10 - 4 )
    20 - 5 - 3 * 2

Output:
    20
    9
"""

CODE = """
def apply(nums, ops):
    op = ops.pop()
    b = nums.pop()
    a = nums.pop()
    if op == "+":
        nums.append(a + b)
    elif op == "-":
        nums.append(a - b)
    else:
        nums.append(a * b)


def value(tokens):
    rank = {"(": 0, "+": 1, "-": 1, "*": 2}
    nums, ops = [], []
    for tok in tokens:
        if tok.isdigit():
            nums.append(int(tok))
        elif tok == "(":
            ops.append(tok)
        elif tok == ")":
            while ops[-1] != "(":
                apply(nums, ops)
            ops.pop()
        else:
            while ops and rank[ops[-1]] >= rank[tok]:
                apply(nums, ops)
            ops.append(tok)
    while ops:
        apply(nums, ops)
    return nums[0]


for _ in range(int(input())):
    print(value(input().split()))
"""


def generate(random: Random, size: int) -> str:
    return lines(2, *(" ".join(_formula(random, size)) for _ in range(2)))


def _formula(random: Random, numbers: int) -> list[str]:
    if numbers == 1:
        return [str(random.randint(0, 12))]
    left = random.randint(1, numbers - 1)
    operator = random.choice("+-*") if numbers <= 6 else random.choice("+-")
    parts = [*_formula(random, left), operator, *_formula(random, numbers - left)]
    return ["(", *parts, ")"] if random.random() < 0.3 else parts


def oracle(stdin: str) -> str:
    return lines(*(_value(ast.parse(formula, mode="eval").body) for formula in stdin.splitlines()[1:]))


def _value(node: ast.expr) -> int:
    if isinstance(node, ast.BinOp):
        a, b = _value(node.left), _value(node.right)
        return {ast.Add: a + b, ast.Sub: a - b, ast.Mult: a * b}[type(node.op)]
    assert isinstance(node, ast.Constant)
    return int(str(node.value))


FAMILY = script_family(
    name="price_formula",
    title="Working out price formulas with brackets",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
