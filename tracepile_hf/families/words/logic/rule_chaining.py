"""Facts and rules about one creature: rules in rounds until nothing new, against a closure by recursion."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import listing
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import ANIMALS, QUALITIES

STATEMENTS = (
    """What is known of $who: it is $fact_text. These rules always hold. $rule_text Does it follow that $who is $goal? Answer yes or no.""",
    """$rule_text We meet $who, and all we know is that it is $fact_text. Can it be concluded that it is $goal? (yes or no)""",
    """Take these rules as given: $rule_text Now $who is $fact_text. Decide whether it must be $goal as well, with yes or no.""",
)

CODE = """
known = $facts
rules = $rules
grown = True
while grown:
    #: taken and round > 1 => Something was new, so we go through the rules again. || Once more through the rules, now knowing more.
    #: taken => We start with what is known: {known}. || At first we know this much: {known}.
    #: not taken => A whole round brought nothing new, so we stop. || Nothing new came up in this round; that is all that follows.
    grown = False
    for needs, gives in rules:
        missing = [quality for quality in needs if quality not in known]
        if gives not in known:
            #: not => {gives|title} is known already. || That it is {gives} we have.
            if missing:
                #: taken => The rule for {gives} needs {needs}, and {missing} is not known. || We cannot use the rule from {needs} to {gives}: {missing} is missing.
                #: not taken => From {needs} it follows: {gives}. || The rule gives {gives}, as {needs} is all known.
                continue
            known.append(gives)
            grown = True
print("yes" if "$goal" in known else "no")
#: "$goal" in known => Of what follows $goal is one, so the answer is yes. || We did reach $goal: yes.
#: not "$goal" in known => Among {known} there is no $goal, so the answer is no. || We never reached $goal: no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    words = random.sample(QUALITIES, min(len(QUALITIES), size + 4))
    facts = words[:2]
    reached, rules = list(facts), []
    for word in words[2 : 2 + max(2, size // 2)]:
        rules.append((random.sample(reached, random.randint(1, 2)), word))
        reached.append(word)
    others = [word for word in words if word not in reached]
    for word in others[: max(1, len(others) - 1)]:
        rules.append(([random.choice(reached), others[-1]], word))
    random.shuffle(rules)
    goal = random.choice(reached[2:]) if random.random() < 0.5 else random.choice(others)
    shown = [f"Whatever is {listing(needs)} is also {gives}." for needs, gives in rules]
    return {
        "who": f"the {random.choice(ANIMALS)}",
        "facts": facts,
        "rules": rules,
        "goal": goal,
        "fact_text": listing(facts),
        "rule_text": " ".join(shown),
    }


def oracle(facts: list[str], rules: list[tuple[list[str], str]], goal: str) -> str:
    def follows(quality: str, seen: frozenset[str]) -> bool:
        if quality in facts:
            return True
        if quality in seen:
            return False
        return any(all(follows(need, seen | {quality}) for need in needs) for needs, gives in rules if gives == quality)

    return "yes" if follows(goal, frozenset()) else "no"


FAMILY = told_family(
    name="rule_chaining",
    title="Rules applied until nothing new follows",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
    yes_no=True,
)
