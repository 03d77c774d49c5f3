"""Strings: checking the codes of visitor badges."""

from __future__ import annotations

import re
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
The code of a visitor badge is valid if it has 5 to 9 characters, at least one digit, at least one capital letter, no
character other than letters and digits, and no two equal neighbouring characters. The rules are checked in this
order.

Input

The first line contains the number of codes n (1 <= n <= 60). Each of the next n lines contains a code of 1 to 15
printable characters without spaces.

Output

For each code print ok, or the first broken rule: length, digit, capital, sign or repeat. On the last line print the
number of valid codes.

Example

Input:
    4
    Rope47
    tent9
    A1b2B22
    Lo1

Output:
    ok
    capital
    repeat
    length
    1
"""

CODE = """
def judge(code):
    if not 5 <= len(code) <= 9:
        return "length"
    digit = capital = strange = False
    for c in code:
        if c.isdigit():
            digit = True
        elif c.isupper():
            capital = True
        elif not c.islower():
            strange = True
    if not digit:
        return "digit"
    if not capital:
        return "capital"
    if strange:
        return "sign"
    for x, y in zip(code, code[1:]):
        if x == y:
            return "repeat"
    return "ok"


good = 0
for _ in range(int(input())):
    verdict = judge(input().strip())
    good += verdict == "ok"
    print(verdict)
print(good)
"""


def generate(random: Random, size: int) -> str:
    codes = []
    for _ in range(size):
        length = random.choice((3, 5, 6, 7, 8, 9, 10, 6, 7, 8))
        signs = random.choice(("abcdXYZ0123", "abXY12", "abcdefgh12", "abcdXY", "abXY12-+"))
        code = "".join(random.choices(signs, k=length))
        codes.append(re.sub(r"(.)\1+", r"\1", code) if random.random() < 0.6 else code)
    return lines(size, *codes)


RULES = (
    ("length", r".{5,9}"),
    ("digit", r".*[0-9].*"),
    ("capital", r".*[A-Z].*"),
    ("sign", r"[A-Za-z0-9]*"),
    ("repeat", r"(?!.*(.)\1).*"),
)


def oracle(stdin: str) -> str:
    answers = []
    for code in stdin.split()[1:]:
        broken = [rule for rule, pattern in RULES if not re.fullmatch(pattern, code)]
        answers.append(broken[0] if broken else "ok")
    return lines(*answers, answers.count("ok"))


FAMILY = script_family(
    name="badge_codes",
    title="Checking the codes of visitor badges",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=60,
)
