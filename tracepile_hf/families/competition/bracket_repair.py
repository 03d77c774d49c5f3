"""Stacks: fewest brackets that make a formula right."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A formula consists of round, square and curly brackets only. Reading it from left to right, a closing bracket that
does not match the last open one is dropped; at the end all brackets still open are closed.

Input

The first line contains the number of formulas t (1 <= t <= 3). Each of the next t lines contains a formula of 1 to
200 brackets.

Output

For each formula print the repaired formula (EMPTY if nothing is left), then the number of brackets dropped and the
number added.

Example

Input:
    2
    ([)]{
    ))

Output:
    ([]{}) 1 2
    EMPTY 2 0
"""

CODE = """
PAIR = {")": "(", "]": "[", "}": "{"}
CLOSE = {v: k for k, v in PAIR.items()}


def repair(s):
    stack = []
    res = []
    dropped = 0
    for c in s:
        if c not in PAIR:
            stack.append(c)
        elif stack and stack[-1] == PAIR[c]:
            stack.pop()
        else:
            dropped += 1
            continue
        res.append(c)
    added = len(stack)
    while stack:
        res.append(CLOSE[stack.pop()])
    return "".join(res) or "EMPTY", dropped, added


for _ in range(int(input())):
    print(*repair(input().strip()))
"""


def generate(random: Random, size: int) -> str:
    return lines(2, *(_formula(random, size) for _ in range(2)))


def _formula(random: Random, length: int) -> str:
    formula, opened = "", ""
    for _ in range(length):
        if opened and random.random() < 0.5:
            formula += opened[-1]
            opened = opened[:-1]
        else:
            pair = random.choice(("()", "[]", "{}"))
            formula += random.choice(pair) if random.random() < 0.3 else pair[0]
            opened += pair[1]
    return formula


def oracle(stdin: str) -> str:
    answers = []
    for formula in stdin.split()[1:]:
        repaired = _kept(formula)
        tail = _open(repaired)[::-1].translate(str.maketrans("([{", ")]}"))
        answers.append((repaired + tail or "EMPTY", len(formula) - len(repaired), len(tail)))
    return lines(*answers)


def _open(formula: str) -> str:
    """What remains when matching neighbours are struck out again and again."""
    before = ""
    while before != formula:
        before = formula
        for pair in ("()", "[]", "{}"):
            formula = formula.replace(pair, "")
    return formula


def _kept(formula: str) -> str:
    kept = ""
    for bracket in formula:
        if not set(_open(kept + bracket)) & set(")]}"):
            kept += bracket
    return kept


FAMILY = script_family(
    name="bracket_repair",
    title="Fewest brackets that make a formula right",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=200,
)
