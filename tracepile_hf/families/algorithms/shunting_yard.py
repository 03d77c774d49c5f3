"""Shunting-yard: turn a formula into postfix order, then evaluate that."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Turn a formula, given as a list of tokens (whole numbers, + - * and parentheses), into postfix order, where * binds
tighter and operators of equal rank go from left to right. Return the postfix tokens joined by blanks and the value of
the formula.
"""

CODE = """
RANK = {"+": 1, "-": 1, "*": 2}


def to_postfix(tokens):
    output = []
    operators = []
    for token in tokens:
        if token.isdigit():
            output.append(token)
        elif token == "(":
            operators.append(token)
        elif token == ")":
            while operators[-1] != "(":
                output.append(operators.pop())
            operators.pop()
        else:
            while operators and operators[-1] != "(" and RANK[operators[-1]] >= RANK[token]:
                output.append(operators.pop())
            operators.append(token)
    while operators:
        output.append(operators.pop())
    stack = []
    for token in output:
        if token.isdigit():
            stack.append(int(token))
            continue
        right = stack.pop()
        left = stack.pop()
        if token == "+":
            stack.append(left + right)
        elif token == "-":
            stack.append(left - right)
        else:
            stack.append(left * right)
    return " ".join(output), stack[0]
"""


SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def generate(random: Random, size: int) -> tuple[object, ...]:
    def formula(operands: int) -> list[str]:
        if operands == 1:
            return [str(random.randint(1, 12))]
        left = random.randint(1, operands - 1)
        whole = [*formula(left), random.choice("+-*"), *formula(operands - left)]
        return ["(", *whole, ")"] if random.random() < 0.3 else whole

    return (formula(size + 1),)


def oracle(tokens: list[str]) -> tuple[str, int]:
    tree = ast.parse("".join(tokens), mode="eval").body

    def postfix(node: ast.expr) -> list[str]:
        if isinstance(node, ast.BinOp):
            return [*postfix(node.left), *postfix(node.right), SIGNS[type(node.op)]]
        return [ast.unparse(node)]

    def value(node: ast.expr) -> int:
        if not isinstance(node, ast.BinOp):
            return int(ast.unparse(node))
        left, right = value(node.left), value(node.right)
        return {"+": left + right, "-": left - right, "*": left * right}[SIGNS[type(node.op)]]

    return " ".join(postfix(tree)), value(tree)


FAMILY = function_family(
    name="shunting_yard",
    title="Infix to postfix (shunting-yard)",
    statement=STATEMENT,
    code=CODE,
    entry_point="to_postfix",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
