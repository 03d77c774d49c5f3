"""Rules in order, with negation as failure, against asking backwards."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN, listing
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import QUALITIES

STATEMENTS = (
    """For each rule take what is not known by then to be false, and apply the rules in the order given, once each. $who is $fact_text. $rule_text In the end, is $who $goal? Answer yes or no.""",
    """$who is $fact_text, and nothing else is known. Going down this list once, we add what each line gives: $rule_text What has not been established so far counts as untrue. Is $who then $goal, yes or no?""",
    """Known about $who: $fact_text. The house rules, to be applied from first to last: $rule_text Anything that we cannot tell at that point is assumed not to be so. Does $who end up $goal (yes or no)?""",
)

CODE = """
known = $facts
rules = $rules
for needs, lacks, gives in rules:
    #: taken => Rule {round} asks for {needs} without {lacks}. || Rule {round}: {needs}, but not {lacks}.
    if needs not in known:
        #: taken => {needs|title} is not known, so the rule says nothing. || It does not apply, for {needs} is not established.
        #: not taken =>
        continue
    if lacks in known:
        #: taken => {needs|title} is known, but so is {lacks}: the rule is blocked. || As {lacks} is known, the rule does not apply.
        #: not taken => {needs|title} is known and {lacks} is not, which makes it {gives}. || Nothing says {lacks}, so from {needs} we get {gives}.
        continue
    known.append(gives)
print("yes" if "$goal" in known else "no")
#: "$goal" in known => Known in the end: {known}. With $goal among them the answer is yes. || We established $goal, so yes.
#: not "$goal" in known => Known in the end: {known}. There is no $goal among them, so the answer is no. || We could not establish $goal, so no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    words = random.sample(QUALITIES, min(len(QUALITIES), size + 5))
    facts, rest = words[:3], words[3:]
    so_far, rules = list(facts), []
    for place in range(size):
        gives = rest[place % len(rest)]
        needs = random.choice(so_far if random.random() < 0.75 else rest)
        lacks = random.choice([word for word in words if word not in (needs, gives)])
        rules.append((needs, lacks, gives))
        so_far.append(gives)
    known = list(facts)
    for needs, lacks, gives in rules:
        if needs in known and lacks not in known:
            known.append(gives)
    told = sorted({gives for _, _, gives in rules})
    yes, no = [w for w in told if w in known], [w for w in told if w not in known]
    goal = random.choice((yes if random.random() < 0.5 else no) or told)
    lines = [
        f"{number}) whoever is {needs} and not {lacks} is {gives}"
        for number, (needs, lacks, gives) in enumerate(rules, 1)
    ]
    return {
        "who": random.choice((*WOMEN, *MEN)),
        "facts": facts,
        "rules": rules,
        "goal": goal,
        "fact_text": listing(facts),
        "rule_text": "; ".join(lines) + ".",
    }


def oracle(facts: list[str], rules: list[tuple[str, str, str]], goal: str) -> str:
    def holds(quality: str, upto: int) -> bool:
        if quality in facts:
            return True
        return any(
            gives == quality and holds(needs, place) and not holds(lacks, place)
            for place, (needs, lacks, gives) in enumerate(rules[:upto])
        )

    return "yes" if holds(goal, len(rules)) else "no"


FAMILY = told_family(
    name="rules_with_exceptions",
    title="Rules with exceptions, where what is not known counts as false",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
    yes_no=True,
)
