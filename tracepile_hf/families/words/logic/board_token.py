"""Throws one by one with jumps, against a table of where one lands."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """A token stands on square 0 of a track. Throws of a die move it forward: $throws_text. Whoever lands on one of these squares is moved at once: $jump_text. On which square does the token end?""",
    """Beginning at 0 a piece moves by the throws $throws_text. Special squares carry a piece that stops there: $jump_text. Where is it after the last throw?""",
)

CODE = """
jumps = $jumps
square = 0
for throw in $throws:
    square += throw
    #: {was square} + {throw} = {square}. || A throw of {throw} leads to {was square} + {throw} = {square}.
    if square in jumps:
        square = jumps[square]
        #: From there it is carried to {square}. || Square {was square} moves it to {square}.
print(square)
#: It ends on square {square}. || The last square is {square}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    throws = [random.randint(1, 6) for _ in range(size + 1)]
    spots = random.sample(range(2, 4 * size + 6), min(2 * size + 2, 4 * size))
    jumps: dict[int, int] = {}
    for spot in spots:
        target = max(1, spot + random.choice((-5, -3, 2, 4)))
        if target not in spots and spot != target:
            jumps[spot] = target
    return {
        "throws": throws,
        "jumps": jumps,
        "throws_text": ", ".join(map(str, throws)),
        "jump_text": "; ".join(f"{spot} to {target}" for spot, target in sorted(jumps.items())) or "there are none",
    }


def oracle(jumps: dict[int, int], throws: list[int]) -> int:
    where = [jumps.get(square, square) for square in range(1000)]
    square = 0
    for throw in throws:
        square = where[square + throw]
    return square


FAMILY = told_family(
    name="board_token",
    title="A token on a track with special squares",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
