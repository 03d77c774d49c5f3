"""Switching lamps one by one, against counting presses."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """$count lamps in a row are all off; a press of its button turns a lamp on, or off again. The buttons of these lamps are pressed: $text. Which lamps are on afterwards?""",
    """There are $count lamps, numbered from 1, and none is lit. Somebody presses the buttons $text in this order; each press changes its lamp. List the lamps that are lit at the end.""",
)

CODE = """
lit = []
for lamp in $presses:
    if lamp in lit:
        lit.remove(lamp)
        #: Lamp {lamp} was on and goes off: {lit|comma}. || Pressing {lamp} turns it off, leaving {lit|comma}.
    else:
        lit = sorted(lit + [lamp])
        #: Lamp {lamp} goes on: {lit|comma}. || Pressing {lamp} turns it on, so lit are {lit|comma}.
print(", ".join(map(str, lit)) or "none")
#: On are {lit|comma}. || Lit in the end: {lit|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = random.randint(4, 8)
    presses = [random.randint(1, count) for _ in range(size + 3)]
    return {"count": count, "presses": presses, "text": ", ".join(map(str, presses))}


def oracle(presses: list[int]) -> str:
    return ", ".join(str(lamp) for lamp in range(1, 20) if presses.count(lamp) % 2) or "none"


FAMILY = told_family(
    name="lamp_switches",
    title="Lamps that are switched in turn",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
