"""People join, leave and are served, against events on numbered tickets."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import listing, names
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """At a counter $start_text wait in this order. Then this happens: $event_text Who stands first in the end?""",
    """$start_text are queueing, the first one named first. $event_text Who is at the head of the queue after that?""",
)

CODE = """
line = $line
for kind, person in $events:
    if kind == "joins":
        line.append(person)
        #: {person} joins: {line|comma}. || With {person} at the end it is {line|comma}.
    elif kind == "served":
        served = line.pop(0)
        #: {served} is served, and {line|comma} remain. || The first, {served}, is done: {line|comma}.
    else:
        line.remove(person)
        #: {person} leaves: {line|comma}. || Without {person} it is {line|comma}.
print(line[0])
#: At the head is {line[0]}. || The first one is {line[0]}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    people = names(random, min(30, size + 6))
    start, rest = people[:4], people[4:]
    line, events = list(start), []
    for _ in range(size):
        kind = random.choice(("joins", "served", "leaves"))
        if (kind == "joins" and rest) or len(line) < 3:
            line.append(rest.pop())
            events.append(("joins", line[-1]))
        elif kind == "leaves":
            events.append(("leaves", random.choice(line)))
            line.remove(events[-1][1])
        else:
            events.append(("served", line.pop(0)))
    said = {
        "joins": "{} joins at the end.",
        "served": "The first one is served and goes.",
        "leaves": "{} gives up and leaves.",
    }
    return {
        "line": start,
        "events": events,
        "start_text": listing(start),
        "event_text": " ".join(said[k].format(p) for k, p in events),
    }


def oracle(line: list[str], events: list[tuple[str, str]]) -> str:
    gone = {person for kind, person in events if kind != "joins"}
    return next(p for p in [*line, *(person for kind, person in events if kind == "joins")] if p not in gone)


FAMILY = told_family(
    name="waiting_line",
    title="A queue at a counter",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
