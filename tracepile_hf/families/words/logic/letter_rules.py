"""Rules tried in order on the leftmost match, against a loop with replace."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """The letters $text are rewritten by these rules: $rule_text. At each step the first of the rules, in this order, that fits anywhere is applied at its leftmost place. What is left when none fits?""",
    """Take $text. Again and again use the first rule of this list that fits somewhere, at the leftmost place where it fits: $rule_text. Which letters are there in the end?""",
)

CODE = """
text = "$text"
rules = $rules
changed = True
while changed:
    changed = False
    for old, new in rules:
        if old in text:
            text = text.replace(old, new, 1)
            #: The rule {old} -> {new} gives {text}. || {old} becomes {new}, and we have {text}.
            changed = True
            break
print(text)
#: No rule fits {text} any more. || Nothing applies to {text}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    rules = random.sample(
        [("ab", "c"), ("ba", "c"), ("cc", "a"), ("aa", "b"), ("bc", "a"), ("cb", "b"), ("ca", "b")], 4
    )
    text = "".join(random.choice("abc") for _ in range(size + 3))
    return {"text": text, "rules": rules, "rule_text": ", ".join(f"{old} becomes {new}" for old, new in rules)}


def oracle(text: str, rules: list[tuple[str, str]]) -> str:
    while fitting := [rule for rule in rules if text.find(rule[0]) >= 0]:
        old, new = fitting[0]
        at = text.find(old)
        text = text[:at] + new + text[at + len(old) :]
    return text


FAMILY = told_family(
    name="letter_rules",
    title="A row of letters rewritten until no rule applies",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
