"""Operations on sets in turn, against membership element by element."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """We begin with the set $start_text. In turn it is changed as follows: $step_text. How many elements does it have in the end?""",
    """Start from $start_text and apply these operations, one after the other: $step_text. What is the number of elements of the result?""",
)

CODE = """
held = $start
for kind, other in $moves:
    if kind == "join":
        #: not =>
        held = sorted(set(held) | set(other))
        #: Joined with {other|set} it is {held|set}. || With the elements of {other|set} added we have {held|set}.
    elif kind == "keep":
        held = sorted(set(held) & set(other))
        #: In common with {other|set} is {held|set}. || Of it only {held|set} is in {other|set} as well.
    else:
        held = sorted(set(held) - set(other))
        #: Without {other|set} it is {held|set}. || Taking away {other|set} leaves {held|set}.
print(len(held))
#: {held|set} has {len(held)|element~elements}. || We count {len(held)} in {held|set}.
"""


def _text(numbers: list[int]) -> str:
    return "{" + ", ".join(map(str, numbers)) + "}"


def generate(random: Random, size: int) -> dict[str, object]:
    pool = range(1, 13 + size)
    start = sorted(random.sample(pool, 6))
    moves = []
    for _ in range(size):
        kind = random.choice(("join", "join", "keep", "drop"))
        moves.append(
            (kind, sorted(random.sample(pool, len(pool) * 2 // 3 if kind == "keep" else random.randint(2, 5))))
        )
    verbs = {"join": "join it with", "keep": "keep what it shares with", "drop": "take away"}
    return {
        "start": start,
        "moves": moves,
        "start_text": _text(start),
        "step_text": "; ".join(f"{verbs[kind]} {_text(other)}" for kind, other in moves),
    }


def oracle(start: list[int], moves: list[tuple[str, list[int]]]) -> int:
    count = 0
    for element in range(200):
        inside = element in start
        for kind, other in moves:
            inside = {"join": inside or element in other, "keep": inside and element in other}.get(
                kind, inside and element not in other
            )
        count += inside
    return count


FAMILY = told_family(
    name="set_steps",
    title="Sets joined, cut and subtracted",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
)
